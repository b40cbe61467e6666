import formbody from '@fastify/formbody';
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { registerControl } from './control/routes.js';
import { registerPages } from './pages/routes.js';
import { routes } from './resources/index.js';
import { Sandbox } from './sandbox.js';
import type { SandboxOptions } from './sandbox-parts.js';
import { baseUrlOf } from './server-url.js';
import { type ApiRequest, answer } from './wire/api.js';
import { decodeForm, isObject } from './wire/form.js';
import type { Route } from './wire/route.js';
import type { JsonObject } from './wire/types.js';

/** A running sandbox server. */
export interface RunningSandbox {
  readonly url: string;
  close(): Promise<void>;
}

const header = (request: FastifyRequest, name: string): string | undefined => {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
};

function apiRequest(sandbox: Sandbox, request: FastifyRequest, route: Route | undefined): ApiRequest {
  const [path = '', query = ''] = request.url.split('?', 2);
  const params: JsonObject = { ...decodeForm(query), ...(isObject(request.body) ? request.body : {}) };
  const captured: Record<string, string> = isObject(request.params)
    ? Object.fromEntries(Object.entries(request.params).map(([key, value]) => [key, String(value)]))
    : {};
  return {
    route,
    method: request.method,
    path,
    pathParams: { ...captured, id: captured.id ?? '' },
    params,
    authorization: header(request, 'authorization'),
    version: header(request, 'stripe-version'),
    idempotencyKey: header(request, 'idempotency-key'),
    baseUrl: baseUrlOf(sandbox, request),
  };
}

function registerApi(app: FastifyInstance, sandbox: Sandbox): void {
  const handle = (route: Route | undefined) => async (request: FastifyRequest, reply: import('fastify').FastifyReply) => {
    const result = await answer(sandbox, apiRequest(sandbox, request, route));
    return reply.code(result.status).headers(result.headers).send(result.body);
  };
  for (const route of routes) app.route({ method: route.method, url: `/v1${route.path}`, handler: handle(route) });
  app.all('/v1/*', handle(undefined));
}

/** Starts a sandbox and continues the unfinished work of an earlier run on the same database. */
export async function startSandbox(options: SandboxOptions): Promise<RunningSandbox> {
  const app = Fastify({
    logger: { level: options.logLevel ?? 'warn' },
    bodyLimit: 4 << 20,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 300 },
  });
  await app.register(formbody, { parser: decodeForm });
  const sandbox = await Sandbox.open(options, app.log);
  registerApi(app, sandbox);
  registerPages(app, sandbox);
  registerControl(app, sandbox);
  const url = await app.listen({ port: options.port, host: '127.0.0.1' });
  sandbox.baseUrl = url;
  sandbox.runner.wake();
  sandbox.deliveries.wake();
  return {
    url,
    async close() {
      await app.close();
      await sandbox.close();
    },
  };
}
