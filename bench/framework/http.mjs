import { Agent, request } from 'node:http';

/** Keep-alive connections, as a program that calls often uses. */
const agent = new Agent({ keepAlive: true, maxSockets: 256 });

/**
 * Posts JSON, the same way to both sides of a comparison.
 * @param {string} url
 * @param {object} body
 * @param {Record<string, string>} [headers]
 * @returns {Promise<string>} the body of an answer 2xx
 */
export function postJson(url, body, headers = {}) {
  const payload = JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const call = request(
      url,
      {
        agent,
        method: 'POST',
        headers: { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(payload)), ...headers },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk) => {
          text += chunk;
        });
        response.on('error', reject);
        response.on('end', () => {
          const status = response.statusCode ?? 0;
          if (status >= 200 && status < 300) resolve(text);
          else reject(new Error(`${url} answered ${status}: ${text.slice(0, 300)}`));
        });
      },
    );
    call.setTimeout(60_000, () => call.destroy(new Error(`${url} did not answer within a minute`)));
    call.on('error', reject);
    call.end(payload);
  });
}
