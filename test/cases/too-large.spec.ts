import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Fixture } from '../medium/api/support.js';
import { runningStack } from '../support/stack.js';

const sizes = [1.1, 1.9, 3.2, 8];
const times = 5;
const megabyte = 1_048_576;

/** Where a body is sent, and under which name. */
interface Target {
  readonly port: number;
  readonly host: string;
}

let fixture: Fixture;
const targets = new Map<string, Target>();
beforeAll(async () => {
  fixture = await Fixture.open();
  const admin = new URL(runningStack().env.PUBLIC_ADMIN_URL ?? '');
  targets.set('the web address', { port: Number(admin.port), host: admin.host });
  targets.set('the api', { port: fixture.port, host: 'admin.localhost:3000' });
}, 90_000);
afterAll(() => fixture.close());

interface Answer {
  readonly status: number;
  readonly code: string;
}

/** Sends JSON of a size, with its length or in chunks without one. Throws if there is no response. */
function post({ port, host }: Target, path: string, bytes: number, chunked: boolean): Promise<Answer> {
  const body = `{"a":"${'x'.repeat(bytes - 8)}"}`;
  return new Promise((resolve, reject) => {
    const call = request(
      {
        host: '127.0.0.1',
        port,
        path,
        method: 'POST',
        agent: false,
        headers: {
          host,
          origin: `http://${host}`,
          'content-type': 'application/json',
          ...(!chunked && { 'content-length': String(Buffer.byteLength(body)) }),
        },
      },
      (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => {
          text += chunk.toString();
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, code: JSON.parse(text).error?.code }));
      },
    );
    call.on('error', reject);
    if (!chunked) return call.end(body);
    for (let from = 0; from < body.length; from += 65_536) call.write(body.slice(from, from + 65_536));
    call.end();
  });
}

describe.each(['the web address', 'the api'])('a body that is too large, sent to %s', (name) => {
  const target = () => targets.get(name) ?? { port: 0, host: '' };

  it.each(
    ['/api/admin/automations', '/api/portal/sign-in-link', '/v1/events'].flatMap((path) =>
      [false, true].map((chunked) => [path, chunked ? 'in chunks' : 'with its length', chunked] as const),
    ),
  )('%s, %s, is always answered with 413 too_large', async (path, _how, chunked) => {
    for (const size of sizes)
      for (let time = 0; time < times; time++) {
        const answer = await post(target(), path, Math.floor(size * megabyte), chunked).catch((error: Error) => error.message);
        expect([size, answer]).toEqual([size, { status: 413, code: 'too_large' }]);
      }
  });

  it('is not one of just under 1 MB: the api decides on that', async () => {
    for (const chunked of [false, true]) {
      const answer = await post(target(), '/v1/events', megabyte - 1024, chunked);
      expect(answer).toEqual({ status: 401, code: expect.stringMatching(/api_key|not_signed_in/) });
    }
  });
});
