/**
 * Refuses bodies that are larger than the API accepts. The API responds while such a body is still being sent, and the proxy
 * turned this into a 500 or a reset connection.
 */
import { Readable } from 'node:stream';

const megabyte = 1_048_576;

/** Maximum body size of the API, in bytes. `apps/api/src/app.ts` has the same limits. */
const limits = { json: megabyte, picture: 4 * megabyte };

/**
 * How much of a refused body is read and discarded, so that the caller can read the response. A longer body ends the
 * connection.
 */
const longestDrain = 64 * megabyte;

/** @param {string} url */
const limitOf = (url) => (url.startsWith('/api/admin/pictures/') ? limits.picture : limits.json);

/**
 * Refuses what is too large with 413 once the caller has sent it. Bodies without a length are counted before they are passed on.
 *
 * @param {import('fastify').FastifyInstance} app
 * @param {(request: import('fastify').FastifyRequest) => boolean} isProxied
 */
export function limitBodies(app, isProxied) {
  app.addHook('preParsing', async (request, reply, payload) => {
    if (!isProxied(request)) return payload;
    const limit = limitOf(request.url);
    const length = request.headers['content-length'];
    if (length !== undefined && Number(length) <= limit) return payload;
    if (length === undefined && request.headers['transfer-encoding'] === undefined) return payload;
    const { body, ended } = await read(payload, length === undefined ? limit : 0);
    if (body) return Readable.from([body]);
    if (!ended) reply.header('connection', 'close');
    return reply.code(413).send({
      error: {
        code: 'too_large',
        message: 'The body is too large: 1 MB is the limit, 4 MB for a picture.',
        requestId: request.id,
      },
    });
  });
}

/**
 * Reads a body to its end and keeps it, unless it is longer than `limit`.
 *
 * @param {NodeJS.ReadableStream} payload
 * @param {number} limit
 * @returns {Promise<{ body: Buffer | null, ended: boolean }>} no body where it is longer; not ended where it is far longer
 */
function read(payload, limit) {
  return new Promise((resolve) => {
    /** @type {Buffer[]} */
    const chunks = [];
    let length = 0;
    payload.on('data', (/** @type {Buffer} */ chunk) => {
      length += chunk.length;
      if (length <= limit) chunks.push(chunk);
      else chunks.length = 0;
      if (length > longestDrain) resolve({ body: null, ended: false });
    });
    for (const end of ['end', 'error', 'close'])
      payload.on(end, () => resolve({ body: length > limit ? null : Buffer.concat(chunks), ended: true }));
  });
}
