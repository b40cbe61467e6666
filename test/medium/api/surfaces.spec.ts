import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { type Operation, operations, sample } from './described.js';
import type { Answer } from './http.js';
import { Fixture } from './support.js';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await Fixture.open();
}, 60_000);
afterAll(() => fixture.close());

const id = '019d0000-0000-7000-8000-000000000000';
const addressOf = ({ path }: Operation): string => path.replaceAll(/\{\w+\}/g, id);
const hostFor = ({ path }: Operation): string => (path.startsWith('/api/admin/') ? 'admin' : 'kiln');

/** Other spellings of an address: one letter of each of its first parts encoded, and forms that proxies take for the same. */
function spellings(path: string): string[] {
  const parts = path.split('/');
  const encoded = (part: string) => `%${part.charCodeAt(0).toString(16)}${part.slice(1)}`;
  const changed = [1, 2, 3]
    .filter((index) => parts[index])
    .map((index) => parts.with(index, encoded(parts[index] ?? '')).join('/'));
  return [
    ...changed,
    changed[0]?.replace(/%[0-9a-f]{2}/, (code) => code.toUpperCase()) ?? path,
    `/${path}`,
    `/.${path}`,
    path.replace(/^\/(\w+)\//, '/$1//'),
    path.replace(/^\/(\w+)\//, '/$1%2f'),
    path.replace(/^\/(\w)/, (_, letter: string) => `/${letter.toUpperCase()}`),
    `${path}/`,
    `${path};x=1`,
    `${path}%00`,
  ];
}

const sendTo = (operation: Operation, path: string, headers: Record<string, string>): Promise<Answer> =>
  fixture.request({
    method: operation.method,
    path,
    headers: { host: `${hostFor(operation)}.localhost:3000`, ...headers },
    ...(operation.body && operation.method !== 'GET' && { body: sample(operation.body) as object }),
  });

const saidBy = ({ status, body }: Answer): string => `${status} ${body?.error?.code ?? ''}`;

describe('another spelling of an address', () => {
  it('is judged like the plain one, or is nothing: no check depends on how a path is written', async () => {
    const faults: string[] = [];
    let sent = 0;
    for (const operation of operations) {
      const path = addressOf(operation);
      const origin = 'https://evil.example';
      // Each request without a key counts as an attempt.
      await fixture.app.get(DataSource).query('delete from rate_limit');
      const plain = saidBy(await sendTo(operation, path, { origin }));
      for (const spelling of spellings(path)) {
        const answer = await sendTo(operation, spelling, { origin });
        sent++;
        if (saidBy(answer) === plain) continue;
        if (answer.status === 404 && answer.body?.error?.code === 'not_found' && answer.body.error.requestId) continue;
        if (answer.status === 301 || answer.status === 308) continue;
        faults.push(`${operation.method} ${spelling}: ${saidBy(answer)}, plain ${plain}`);
      }
    }
    expect(faults).toEqual([]);
    expect(sent).toBeGreaterThan(1000);
  }, 180_000);

  it('does not lead to a portal from the admin host, nor to the admin app from a portal', async () => {
    const faults: string[] = [];
    for (const operation of operations.filter(({ path }) => path.startsWith('/api/'))) {
      const host = hostFor(operation) === 'admin' ? 'kiln' : 'admin';
      for (const spelling of spellings(addressOf(operation))) {
        const answer = await sendTo(operation, spelling, { host: `${host}.localhost:3000` });
        if (answer.status !== 404) faults.push(`${operation.method} ${spelling} on ${host}: ${answer.status}`);
      }
    }
    expect(faults).toEqual([]);
  }, 180_000);

  it('of a page that needs no sign-in shows it, with the surface of its host', async () => {
    const answer = await fixture.visitor('kiln').get('/api/%70ortal/school');
    expect([answer.status, answer.body.slug]).toEqual([200, 'kiln']);
  });
});

/** What comes back for a request line, past the client's own rules about methods. */
function raw(method: string, path: string, host = 'kiln.localhost:3000'): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(fixture.port, '127.0.0.1', () => {
      socket.write(`${method} ${path} HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n\r\n`);
    });
    let text = '';
    socket.on('data', (bytes) => (text += bytes.toString()));
    socket.on('close', () => resolve(text));
    socket.on('error', reject);
  });
}

describe('a method that no route has', () => {
  it.each(['TRACE', 'QUERY', 'PROPFIND', 'PURGE', 'LINK', 'OPTIONS'])('%s gets the one error shape', async (method) => {
    const answer = await raw(method, '/api/portal/school');
    const body = JSON.parse(
      answer
        .split('\r\n\r\n')
        .slice(1)
        .join('\r\n\r\n')
        .replace(/^[0-9a-f]+\r\n|\r\n0\r\n\r\n$/g, ''),
    );
    expect(['400', '404']).toContain(answer.split(' ')[1]);
    expect(body).toEqual({ error: { code: expect.any(String), message: expect.any(String), requestId: expect.any(String) } });
  });
});

describe('the description of the API', () => {
  const paths = ['/api/openapi.json', '/api/openapi.yaml', '/api/%6fpenapi.json'];

  it.each(paths)('%s is not on a portal, and not on a host of nobody', async (path) => {
    for (const host of ['kiln.localhost:3000', 'nowhere.localhost:3000', '127.0.0.1']) {
      const answer = await fixture.request({ method: 'GET', path, headers: { host } });
      expect([answer.status, answer.body?.error?.code]).toEqual([404, 'not_found']);
    }
  });

  it('is on the admin host', async () => {
    const answer = await fixture.visitor('admin').get('/api/openapi.json');
    expect([answer.status, answer.body.openapi]).toEqual([200, expect.stringMatching(/^3\./)]);
  });
});
