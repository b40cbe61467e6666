import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import fastifyCookie from '@fastify/cookie';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { pictureLimits } from '@perennial/domain/school';
import { createLogger, onAccountOf } from '@perennial/logging';
import { closeWhenIdle } from '@perennial/services';
import { type FastifyError, type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import type { Logger } from 'pino';
import { appModule } from './app.module.js';
import { serveApiDocs } from './identity/auth/api-docs.js';
import { ApiConfig } from './platform/database/api-config.js';
import { Metrics } from './platform/health/metrics.js';
import { ErrorFilter } from './platform/http/error-filter.js';
import { loggedPath } from './platform/http/logged-path.js';
import { NestLog } from './platform/http/nest-logger.js';
import { nothingHere, Refusal } from './platform/http/refusal.js';
import { securityHeaders } from './platform/http/security-headers.js';
import { fileType, takesFile } from './platform/http/surfaces.js';
import { TrustedProxies } from './platform/http/trusted-proxies.js';
import { ValidationPipe } from './platform/http/validation.js';

/** Probes, whose requests would fill the log. */
const quiet = new Set(['/health/live', '/health/ready', '/metrics']);
const usableRequestId = /^[\w-]{8,64}$/;

/** The API, wired and not yet listening. Nothing touches the database before `init` or `listen`. */
export async function createApi(
  values: ApiConfig['env'],
  logger: Logger = createLogger(values.LOG_LEVEL, 'api'),
): Promise<NestFastifyApplication> {
  const proxies = new TrustedProxies(values.TRUSTED_PROXIES);
  const adapter = new FastifyAdapter({
    loggerInstance: logger,
    // The ID that the web app gives to a click. Logs and errors contain it.
    genReqId: (request: IncomingMessage) => {
      const sent = request.headers['x-request-id'];
      return typeof sent === 'string' && usableRequestId.test(sent) ? sent : randomUUID();
    },
    // Any other X-Forwarded-For is not trusted, because callers could choose the address for which their attempts are counted.
    trustProxy: (address: string) => proxies.trusts(address),
    bodyLimit: 1_048_576,
    // An address that cannot be read is refused before any route is found, so the filter never sees it.
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
      request.log.info({ code: error.code }, 'request refused');
      const { code, message, status } = nothingHere();
      void reply
        .status(status)
        .header('x-request-id', request.id)
        .send({ error: { code, message, requestId: request.id } });
    },
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    forceCloseConnections: 'idle',
  });
  const config = new ApiConfig(values);
  const app = await NestFactory.create<NestFastifyApplication>(appModule(config), adapter, {
    rawBody: true,
    abortOnError: false,
    logger: new NestLog(logger),
  });
  await app.register(fastifyCookie);
  const metrics = app.get(Metrics);
  const fastify = app.getHttpAdapter().getInstance();
  // Mail programs may unsubscribe with this kind of form too. Nothing in it is read, and no other route takes one.
  fastify.addContentTypeParser('multipart/form-data', { parseAs: 'buffer', bodyLimit: 16_384 }, (_request, _body, done) => {
    done(null, null);
  });
  fastify.addContentTypeParser(fileType, { parseAs: 'buffer', bodyLimit: pictureLimits.bytes }, (request, body, done) => {
    if (takesFile(request)) done(null, body);
    else done(new Refusal('unsupported_media_type', 'Send JSON with content-type application/json.'));
  });
  fastify.addHook('onReady', () => proxies.start());
  fastify.addHook('onClose', async () => proxies.stop());
  fastify.addHook('preClose', async () => closeWhenIdle(fastify.server));
  fastify.addHook('onRequest', (request, reply, done) => {
    reply.headers(securityHeaders).header('x-request-id', request.id);
    done();
  });
  // Responses contain data of people and schools, so browsers and proxies must not cache them unless the route sets a duration.
  fastify.addHook('onSend', (_request, reply, payload, done) => {
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
    done(null, payload);
  });
  // Not before the body is read, because callbacks of a stream have no scope.
  fastify.addHook('preValidation', (request, _reply, done) => onAccountOf(request.id, done));
  fastify.addHook('onResponse', (request, reply, done) => {
    // A stream lasts as long as its page, so its duration is not measured.
    if (!String(reply.getHeader('content-type')).startsWith('text/event-stream')) metrics.observe(request, reply);
    if (!quiet.has(request.url))
      request.log.info(
        {
          method: request.method,
          path: loggedPath(request.url),
          status: reply.statusCode,
          ip: request.ip,
          ms: Math.round(reply.elapsedTime),
        },
        'request',
      );
    done();
  });
  serveApiDocs(app, config);
  app.useGlobalPipes(new ValidationPipe());
  app.useGlobalFilters(new ErrorFilter());
  app.enableShutdownHooks(['SIGTERM', 'SIGINT']);
  return app;
}
