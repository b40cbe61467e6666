import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import fastifyCookie from '@fastify/cookie';
import fastifyHelmet from '@fastify/helmet';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { pictureLimits } from '@perennial/domain/school';
import { createLogger, onAccountOf } from '@perennial/logging';
import { type FastifyError, type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import type { Logger } from 'pino';
import { appModule } from './app.module.js';
import { serveApiDocs } from './identity/auth/api-docs.js';
import { ApiConfig } from './platform/database/api-config.js';
import { Metrics } from './platform/health/metrics.js';
import { ErrorFilter } from './platform/http/error-filter.js';
import { NestLog } from './platform/http/nest-logger.js';
import { nothingHere, Refusal } from './platform/http/refusal.js';
import { fileType, takesFile } from './platform/http/surfaces.js';
import { TrustedProxies } from './platform/http/trusted-proxies.js';
import { ValidationPipe } from './platform/http/validation.js';

/** Probes, which would fill the log. */
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
    // One id from the click on: the web app sends it, the log and the error carry it.
    genReqId: (request: IncomingMessage) => {
      const sent = request.headers['x-request-id'];
      return typeof sent === 'string' && usableRequestId.test(sent) ? sent : randomUUID();
    },
    // Anybody else's X-Forwarded-For is a claim: a caller could choose the address that its attempts are counted under.
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
  await app.register(fastifyHelmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
  });
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
  fastify.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  // What the API answers is about a person or a school: no browser or proxy keeps it, unless the route says for how long.
  fastify.addHook('onSend', async (_request, reply, payload) => {
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
    return payload;
  });
  // Not before the body is read: what a stream calls back has no scope.
  fastify.addHook('preValidation', (request, _reply, done) => onAccountOf(request.id, done));
  fastify.addHook('onResponse', async (request, reply) => {
    // A stream lasts as long as its page; that is no duration of a request.
    if (!String(reply.getHeader('content-type')).startsWith('text/event-stream')) metrics.observe(request, reply);
    if (!quiet.has(request.url))
      request.log.info(
        {
          method: request.method,
          path: request.url.split('?')[0],
          status: reply.statusCode,
          ip: request.ip,
          ms: Math.round(reply.elapsedTime),
        },
        'request',
      );
  });
  serveApiDocs(app, config);
  app.useGlobalPipes(new ValidationPipe());
  app.useGlobalFilters(new ErrorFilter());
  app.enableShutdownHooks(['SIGTERM', 'SIGINT']);
  return app;
}
