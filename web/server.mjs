/**
 * Serves the two built apps by host and passes the API on.
 *
 *   node server.mjs --port 4000 --api http://127.0.0.1:4001 [--host 127.0.0.1] [--admin-host admin.localhost]
 *     [--trusted-proxies 10.0.0.7,172.16.0.0/12]
 *
 * X-Forwarded-For is trusted only from trusted proxies, such as the TLS terminator. The API receives one address, the caller's.
 *
 * The admin host gets the admin app, any other name with a dot the portal of the school it names.
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import proxy from '@fastify/http-proxy';
import files from '@fastify/static';
import Fastify from 'fastify';
import { limitBodies } from './body-limit.mjs';
import { adminRobots, PublicPages, portalRobots, sitemapOf, withPublicPage } from './public-pages.mjs';

const options = readOptions();

const dist = join(import.meta.dirname, 'dist');
for (const name of ['admin', 'portal']) requireBuilt(name);

/** Inline styles are how the component library themes; scripts are files of ours only. */
const policy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob: https: http:",
  "media-src 'self' https:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "frame-src 'self' https://www.youtube-nocookie.com https://player.vimeo.com",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** Security headers for every page, including those of the API. */
const headers = {
  'content-security-policy': policy,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  // Browsers heed it over https only.
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
};

/** Mail clients send a POST here (RFC 8058). A person who opens the same address gets a page of the portal. */
const oneClick = '/unsubscribe';

const app = Fastify({
  forceCloseConnections: 'idle',
  trustProxy: options.trustedProxies,
  logger: { level: 'warn' },
  frameworkErrors: (error, request, reply) => {
    // An address that cannot be read gets the app's own page for it.
    if (error.code === 'FST_ERR_BAD_URL' && !passedOn(request)) return reply.redirect('/nothing-here');
    reply.code(404).send({
      error: { code: 'not_found', message: 'There is nothing at this address.', requestId: request.id },
    });
  },
});
let draining = false;

// A connection that becomes idle while the server closes would keep it open until the caller ends the connection.
app.addHook('preClose', async () => {
  const timer = setInterval(() => app.server.closeIdleConnections(), 100);
  app.server.once('close', () => clearInterval(timer));
});

app.addHook('onSend', async (request, reply) => {
  if (passedOn(request)) return;
  reply.headers(headers);
  if (draining) reply.header('connection', 'close');
});

limitBodies(app, passedOn);

// Open streams of this process, which end with it.
/** @type {Set<import('node:http').ServerResponse>} */
const streams = new Set();
for (const prefix of ['/api/admin/changes', '/api/portal/changes']) {
  await app.register(proxy, {
    upstream: options.api,
    prefix,
    rewritePrefix: prefix,
    httpMethods: ['GET'],
    http2: false,
    // Each stream holds a connection to the api for as long as its page is open; other requests have a pool of their own.
    undici: { connections: 20_000, bodyTimeout: 0 },
    preHandler: async (_request, reply) => {
      streams.add(reply.raw);
      reply.raw.once('close', () => streams.delete(reply.raw));
    },
    replyOptions: { rewriteRequestHeaders: (request, headers) => ({ ...headers, ...forwarded(request) }) },
  });
}

for (const prefix of ['/api', '/webhooks', '/hooks', '/v1', oneClick]) {
  await app.register(proxy, {
    upstream: options.api,
    prefix,
    rewritePrefix: prefix,
    ...(prefix === oneClick && { httpMethods: ['POST'] }),
    http2: false,
    replyOptions: { rewriteRequestHeaders: (request, headers) => ({ ...headers, ...forwarded(request) }) },
  });
}

await app.register(files, { root: dist, serve: false, preCompressed: true });

const pages = new PublicPages(options.api);

app.get('/health/live', async () => ({ status: 'ok' }));

app.get('/robots.txt', async (request, reply) => {
  reply.type('text/plain; charset=utf-8').header('cache-control', 'max-age=3600');
  if (appFor(request.hostname) !== 'portal') return reply.send(adminRobots);
  return reply.send(portalRobots((await pages.list(request))?.[0]?.url));
});

app.get('/sitemap.xml', async (request, reply) => {
  const list = appFor(request.hostname) === 'portal' ? await pages.list(request) : null;
  if (!list) return reply.code(404).type('text/plain; charset=utf-8').send('There is no sitemap at this address.\n');
  return reply.type('application/xml; charset=utf-8').header('cache-control', 'max-age=3600').send(sitemapOf(list));
});

app.get('/*', async (request, reply) => {
  const name = appFor(request.hostname);
  if (!name) return reply.type('text/html; charset=utf-8').send(signpost(request));
  const path = decodeURIComponent(request.url.split('?')[0] ?? '/');
  if (path.startsWith('/assets/')) {
    // Asset names contain a hash of their content, so browsers can cache them indefinitely.
    return reply.sendFile(path.slice(1), join(dist, name), { maxAge: '365d', immutable: true });
  }
  if (/\.(svg|js|png|ico|txt)$/.test(path)) return reply.sendFile(path.slice(1), join(dist, name), { maxAge: '1h' });
  // Read anew each time, so that a build while this runs never leaves a page that names assets which are gone.
  reply.header('cache-control', 'no-cache');
  const page = name === 'portal' ? await pages.page(request, path) : null;
  if (!page) return reply.sendFile('index.html', join(dist, name), { cacheControl: false });
  const html = await readFile(join(dist, name, 'index.html'), 'utf8');
  return reply.type('text/html; charset=utf-8').send(withPublicPage(html, page));
});

// Another method than those that are served, such as TRACE.
app.setNotFoundHandler((request, reply) =>
  reply.code(404).send({ error: { code: 'not_found', message: 'There is nothing at this address.', requestId: request.id } }),
);

app.setErrorHandler((error, request, reply) => {
  const status = /** @type {{statusCode?: number}} */ (error).statusCode ?? 500;
  if (status >= 500) request.log.error(error);
  const unreachable = passedOn(request);
  return reply.code(unreachable && status >= 500 ? 503 : status).send({
    error: unreachable
      ? { code: 'api_unreachable', message: 'The service is not answering. Try again in a moment.', requestId: request.id }
      : { code: 'not_served', message: 'This address could not be served.', requestId: request.id },
  });
});

for (const signal of ['SIGTERM', 'SIGINT']) {
  process.once(signal, () => {
    draining = true;
    for (const stream of streams) stream.destroy();
    setTimeout(() => process.exit(0), 10_000).unref();
    void app.close().then(() => process.exit(0));
  });
}

await app.listen({ port: options.port, host: options.host }).catch((/** @type {Error} */ error) => {
  console.error(`web: cannot listen on --host ${options.host} --port ${options.port}: ${error.message}`);
  process.exit(1);
});
console.log(`web listens on http://${options['admin-host']}:${options.port}`);

/** Parses the command line, or exits with the reason. */
function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string', default: '4000' },
        host: { type: 'string', default: '127.0.0.1' },
        api: { type: 'string', default: 'http://127.0.0.1:4001' },
        'admin-host': { type: 'string', default: 'admin.localhost' },
        'trusted-proxies': { type: 'string', default: '' },
      },
    });
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Error('--port: must be a whole number from 0 to 65535');
    if (!URL.canParse(values.api) || !/^https?:$/.test(new URL(values.api).protocol))
      throw new Error('--api: must be the address of the api, such as http://127.0.0.1:4001');
    if (!/^[a-z0-9.-]+$/i.test(values['admin-host']))
      throw new Error('--admin-host: must be a host name, without scheme or port');
    const trustedProxies = values['trusted-proxies'].split(',').flatMap((entry) => entry.trim() || []);
    if (!trustedProxies.every(isProxy))
      throw new Error('--trusted-proxies: must be a list such as loopback,10.0.0.7,172.16.0.0/12');
    return { ...values, port, trustedProxies };
  } catch (error) {
    console.error(`web: ${error instanceof Error ? error.message : error}`);
    process.exit(1);
  }
}

/** An address, a range, or one of the names that stand for ranges. @param {string} entry */
function isProxy(entry) {
  const [address = '', bits, ...rest] = entry.split('/');
  const family = isIP(address);
  const isRange = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
  return ['loopback', 'linklocal', 'uniquelocal'].includes(entry) || (family !== 0 && rest.length === 0 && isRange);
}

/** @param {string} name */
function requireBuilt(name) {
  if (existsSync(join(dist, name, 'index.html'))) return;
  console.error(`The ${name} app is not built. Run: npm --workspace @perennial/web run build`);
  process.exit(1);
}

/**
 * Whether the API handles a request. The matched route decides, because an address can be encoded in many ways, such as `/%61pi`.
 * @param {import('fastify').FastifyRequest} request
 */
function passedOn({ url, method, routeOptions }) {
  const path = routeOptions?.url ?? url.split('?')[0] ?? '';
  return /^\/(api|webhooks|hooks|v1)(\/|$)/.test(path) || (method === 'POST' && path.startsWith(oneClick));
}

/**
 * @param {string} hostname
 * @returns {'admin' | 'portal' | undefined}
 */
function appFor(hostname) {
  const name = hostname.toLowerCase();
  if (name === options['admin-host']) return 'admin';
  return name.includes('.') && !isIP(name) ? 'portal' : undefined;
}

/**
 * The api decides by host which audience and which school a request is for, so the name that the browser used is kept.
 * @param {import('fastify').FastifyRequest} request
 */
function forwarded(request) {
  return {
    host: request.headers.host,
    'x-forwarded-host': request.host,
    'x-forwarded-proto': request.protocol,
    'x-forwarded-for': request.ip,
  };
}

/** @param {import('fastify').FastifyRequest} request */
function signpost(request) {
  const port = request.port ? `:${request.port}` : '';
  const admin = `${request.protocol}://${options['admin-host']}${port}/`;
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Perennial</title><style>body{font:16px/1.6 system-ui;max-width:34rem;margin:15vh auto;padding:0 1.5rem;color-scheme:light dark}</style>
<h1>Perennial</h1><p>Staff sign in at <a href="${admin}">${admin}</a>.</p>
<p>Members open their school's own address, such as <code>school.localhost${port}</code>.</p></html>`;
}
