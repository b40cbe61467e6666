import { createReadStream } from 'node:fs';
import { createServer } from 'node:http';
import { GOOD_BEHAVIOUR } from './smtp.mjs';

const FILES = new Map([
  ['/', ['page.html', 'text/html; charset=utf-8']],
  ['/page.css', ['page.css', 'text/css; charset=utf-8']],
  ['/page.js', ['page.js', 'text/javascript; charset=utf-8']],
]);
const PAGE_POLICY =
  "default-src 'self'; frame-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/** A message may show images and use its own styles. It cannot run scripts or read anything. */
const MESSAGE_POLICY =
  "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src * data:; font-src * data:";

/**
 * @typedef {import('node:http').IncomingMessage} Request
 * @typedef {import('node:http').ServerResponse} Response
 * @typedef {{ get: () => import('./smtp.mjs').Behaviour, set: (behaviour: import('./smtp.mjs').Behaviour) => void }} BehaviourBox
 */

/**
 * The page, and the JSON API which tests use:
 *
 *   GET    /api/messages?to=&subject=&after=&limit=   newest first; `after` is an instant or an id
 *   GET    /api/messages/ID                           with html, text, headers, links, attachments
 *   GET    /api/messages/ID/raw | /html | /attachments/N
 *   DELETE /api/messages
 *   GET, POST /api/behaviour                          {delayBeforeAnswerMs, rejectWith, onlyTo}; an omitted field is reset
 *   GET    /api/events                                server-sent `changed`
 *
 * @param {import('./store.mjs').MailStore} store
 * @param {BehaviourBox} behaviour
 */
export function httpServer(store, behaviour) {
  return createServer(async (request, response) => {
    try {
      await answer(store, behaviour, request, response);
    } catch (error) {
      if (!response.headersSent) json(response, 500, { error: String(error) });
      else response.destroy();
    }
  });
}

/**
 * @param {import('./store.mjs').MailStore} store
 * @param {BehaviourBox} behaviour
 * @param {Request} request
 * @param {Response} response
 */
async function answer(store, behaviour, request, response) {
  if (isForeign(request)) return json(response, 403, { error: 'This inbox answers its own page and programs of this machine.' });
  const url = new URL(request.url ?? '/', 'http://inbox');
  const route = `${request.method} ${url.pathname}`;
  const file = request.method === 'GET' && FILES.get(url.pathname);
  if (file) {
    response.writeHead(200, { 'content-type': file[1], 'content-security-policy': PAGE_POLICY, 'cache-control': 'no-cache' });
    return createReadStream(new URL(String(file[0]), import.meta.url)).pipe(response);
  }
  if (route === 'GET /api/messages') {
    const { to, subject, after, limit } = Object.fromEntries(url.searchParams);
    return json(response, 200, store.list({ to, subject, after, limit: limit ? Number(limit) : undefined }));
  }
  if (route === 'DELETE /api/messages') {
    await store.clear();
    return response.writeHead(204).end();
  }
  if (route === 'GET /api/events') return follow(store, request, response);
  if (route === 'GET /api/behaviour') return json(response, 200, behaviour.get());
  if (route === 'POST /api/behaviour') {
    behaviour.set({ ...GOOD_BEHAVIOUR, ...JSON.parse((await bodyOf(request)) || '{}') });
    return json(response, 200, behaviour.get());
  }
  const [, id = '', part, index] =
    url.pathname.match(/^\/api\/messages\/([\w-]+)(?:\/(raw|html|attachments)(?:\/(\d+))?)?$/) ?? [];
  const message = request.method === 'GET' && id ? await store.message(id) : undefined;
  if (!message) return json(response, 404, { error: 'There is no such thing here.' });
  if (!part) return json(response, 200, message);
  if (part === 'raw') return bytes(response, 'text/plain; charset=utf-8', await store.raw(id));
  if (part === 'html') return showMessage(store, response, message);
  const attachment = await store.attachment(id, Number(index));
  if (!attachment) return json(response, 404, { error: 'There is no such attachment.' });
  const name = encodeURIComponent(attachment.filename);
  bytes(response, attachment.mimeType, attachment.content, { 'content-disposition': `inline; filename*=UTF-8''${name}` });
}

/**
 * Pages of other sites can reach a port of this machine. They must not read or change anything here.
 * @param {Request} request
 */
function isForeign({ headers }) {
  const { host = '', origin } = headers;
  const name = host.replace(/:\d+$/, '');
  const isLocal = ['127.0.0.1', 'localhost', '[::1]'].includes(name) || name.endsWith('.localhost');
  return !isLocal || (origin !== undefined && origin !== `http://${host}`);
}

/**
 * @param {import('./store.mjs').MailStore} store
 * @param {Response} response
 * @param {NonNullable<Awaited<ReturnType<import('./store.mjs').MailStore['message']>>>} message
 */
async function showMessage(store, response, { id, html, attachments }) {
  let shown = html;
  for (const [index, { contentId, mimeType }] of attachments.entries()) {
    if (!contentId || !shown.includes(`cid:${contentId}`)) continue;
    // Inlined into the message, because a sandboxed page cannot load it from here.
    const content = (await store.attachment(id, index))?.content.toString('base64');
    shown = shown.replaceAll(`cid:${contentId}`, `data:${mimeType};base64,${content}`);
  }
  bytes(response, 'text/html; charset=utf-8', Buffer.from(`<base target="_blank">${shown}`), {
    'content-security-policy': MESSAGE_POLICY,
  });
}

/**
 * @param {import('./store.mjs').MailStore} store
 * @param {Request} request
 * @param {Response} response
 */
function follow(store, request, response) {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  const tell = () => response.write('event: changed\ndata: {}\n\n');
  response.write(': hello\n\n');
  store.on('changed', tell);
  request.on('close', () => store.off('changed', tell));
}

/** @param {Request} request */
async function bodyOf(request) {
  let body = '';
  for await (const chunk of request) body += chunk;
  return body;
}

/**
 * @param {Response} response
 * @param {number} status
 * @param {unknown} value
 */
function json(response, status, value) {
  response
    .writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
    .end(JSON.stringify(value));
}

/**
 * @param {Response} response
 * @param {string} type
 * @param {Buffer} content
 * @param {Record<string, string>} [headers]
 */
function bytes(response, type, content, headers = {}) {
  // Attachments are untrusted pages, so they must not run scripts with this origin.
  response
    .writeHead(200, {
      'content-type': type,
      'x-content-type-options': 'nosniff',
      'content-security-policy': 'sandbox',
      ...headers,
    })
    .end(content);
}
