import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { messageOf } from './say.mjs';

/**
 * @typedef {{ url: string, token: string }} Control
 * @typedef {{ name: string, pid: number }[]} Processes
 * @typedef {{ processes: Processes, kill: (name: string, signal?: NodeJS.Signals) => Promise<void>, restart: (name: string) => Promise<void> }} Controlled
 */

/**
 * Lets other processes of this machine that know the token kill and restart what the stack runs.
 * @param {() => Controlled} stack
 * @returns {Promise<{ control: Control, close: () => void }>}
 */
export async function serveControl(stack) {
  const token = randomBytes(24).toString('hex');
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    try {
      if (request.headers.authorization !== `Bearer ${token}`) throw new Error('wrong token');
      const { action, name, signal } = JSON.parse(body);
      if (action === 'kill') await stack().kill(name, signal);
      else if (action === 'restart') await stack().restart(name);
      response.end(JSON.stringify({ processes: stack().processes }));
    } catch (error) {
      response.writeHead(400).end(JSON.stringify({ error: messageOf(error) }));
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { control: { url: `http://127.0.0.1:${port}`, token }, close };
}

/**
 * @param {Control} control
 * @param {{ action: 'kill' | 'restart' | 'list', name?: string, signal?: NodeJS.Signals }} order
 * @returns {Promise<Processes>}
 */
export async function order({ url, token }, order) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify(order),
  });
  const answer = /** @type {{ error?: string, processes: Processes }} */ (await response.json());
  if (!response.ok) throw new Error(answer.error);
  return answer.processes;
}
