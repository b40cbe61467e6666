import { beforeEach, expect, it } from '@jest/globals';
import { fetchOrTakeEarly } from './early-requests';

let sent: string[] = [];
const responding = (text: string) => Promise.resolve(new Response(text));
const get = async (path: string, init?: RequestInit) => (await fetchOrTakeEarly(new Request(path, init))).text();

beforeEach(() => {
  sent = [];
  Object.assign(window, {
    respond: async ({ url }: Request) => {
      sent.push(new URL(url).pathname);
      return new Response('sent');
    },
  });
});

it('a response to an early request is taken once', async () => {
  window.earlyResponses = new Map([['/api/admin/session', responding('early')]]);
  expect(await get('/api/admin/session')).toBe('early');
  expect(await get('/api/admin/session')).toBe('sent');
});

it('a request that was not sent early, failed or differs is sent', async () => {
  window.earlyResponses = new Map<string, Promise<Response | null>>([
    ['/api/admin/failed', Promise.reject(new Error('offline'))],
    ['/api/admin/signed-out', Promise.resolve(null)],
    ['/api/admin/plans', responding('early')],
  ]);
  expect(await get('/api/admin/failed')).toBe('sent');
  expect(await get('/api/admin/signed-out')).toBe('sent');
  expect(await get('/api/admin/plans?page=2')).toBe('sent');
  expect(await get('/api/admin/plans', { method: 'POST', body: '{}' })).toBe('sent');
  expect(sent).toEqual(['/api/admin/failed', '/api/admin/signed-out', '/api/admin/plans', '/api/admin/plans']);
});
