import { describe, expect, it } from '@jest/globals';
import { unloaded } from '../../../../spec-support/nodes.js';
import { callUrl } from './index.js';
import { secretsInClear } from './secrets.js';

const config = { url: 'https://example.com/hook?for={{ contact.id }}', body: [{ name: 'plan', value: '{{ event.planTitle }}' }] };

describe('call a URL', () => {
  it('is an external effect; a GET has no body', () => {
    expect(callUrl.plan(config, unloaded)).toMatchObject({
      effect: { kind: 'callUrl', scope: 'external', method: 'POST', body: config.body, timeoutSeconds: 10 },
    });
    expect(callUrl.plan({ ...config, method: 'GET' }, unloaded)).toMatchObject({ effect: { body: [] } });
  });
  it('shows only the host, because the rest may contain a secret', () => {
    expect(callUrl.summary(config, () => undefined)).toBe('Send a POST request to example.com');
  });
  it.each([
    'ftp://example.com',
    'https://{{ event.host }}/x',
    'https://user:pass@example.com/',
    'javascript:alert(1)',
    'https://',
    'https://a b/',
    'http://127.0.0.1%00/',
    'https://exa%20mple.com/hook',
    'https://256.256.256.256/',
    'https://example.com:99999/',
    'https://[::1/',
  ])('refuses %s', (url) => {
    expect(callUrl.schema.safeParse({ url }).success).toBe(false);
  });
  it('a header cannot contain another header', () => {
    expect(callUrl.schema.safeParse({ url: config.url, headers: [{ name: 'X-A', value: 'a\r\nX-B: b' }] }).success).toBe(false);
  });
});

describe('the secrets of a call', () => {
  const stored = '00000000-0000-4000-8000-000000000001';
  const problemsOf = (part: object) => callUrl.inspect({ ...config, ...part }, unscoped).problems;
  const unscoped = { eventTypes: [], nodes: [] };

  it.each([
    ['the address', { url: 'https://example.com/?k={{ secret.key }}' }],
    ['a header', { headers: [{ name: 'X-Key', value: 'Bearer {{secret.key}}' }] }],
    ['a field of the body', { body: [{ name: 'k', value: '{{ secret.key | upcase }}' }] }],
  ])('may stand in %s, and must be there', (_, part) => {
    expect(problemsOf(part)).toMatchObject([{ path: 'secrets', message: expect.stringContaining('“key”') }]);
    expect(problemsOf({ ...part, secrets: [{ name: 'key', value: '', secret: stored }] })).toEqual([]);
  });
  it('each have a name of their own and a value', () => {
    const twice = [1, 2].map(() => ({ name: 'key', value: 'abc' }));
    expect(problemsOf({ secrets: twice })).toMatchObject([{ fix: 'Use a different name for each secret.' }]);
    expect(problemsOf({ secrets: [{ name: 'key', value: '' }] })).toMatchObject([{ fix: 'Enter its value.' }]);
  });
  it.each(['api key', '1key', 'a.b', ''])('cannot be named “%s”', (name) => {
    expect(callUrl.schema.safeParse({ url: config.url, secrets: [{ name, value: 'x' }] }).success).toBe(false);
  });
});

describe('a secret in plain text', () => {
  const inUrl = (query: string) => secretsInClear({ url: `https://example.com/hook?${query}`, body: [] });
  const inBody = (name: string, value: string) => secretsInClear({ url: 'https://example.com/', body: [{ name, value }] });

  it.each(['api_key=abc', 'a=1&accessToken=abc', 'X-Auth=abc', 'k=sk_live_4eC39Hq', 'k=Zm9vYmFyMTIzNDU2Nzg5MGFiY2RlZg=='])(
    'is recognised in the query %s',
    (query) => {
      expect(inUrl(query)).toMatchObject([{ path: 'url' }]);
    },
  );
  it.each([
    ['password', 'hunter2'],
    ['clientSecret', 'abc'],
    ['id', 'a8f5f167f44f4964e6c998dee827110c'],
  ])('is recognised in the field %s', (name, value) => {
    expect(inBody(name, value)).toMatchObject([{ path: 'body', message: expect.stringContaining(`“${name}”`) }]);
  });
  it.each(['api_key={{ secret.key }}', 'keyword=tea', 'author=mia', 'page=2', 'id=00000000-0000-4000-8000-000000000001', ''])(
    'is not suspected in the query %s',
    (query) => {
      expect(inUrl(query)).toEqual([]);
    },
  );
  it.each([
    ['text', 'A longer text with 12 words about anything at all, really.'],
    ['back', 'https://example.com/a/long/path/4711'],
    ['token', ''],
    ['token', '{{ event.token }}'],
  ])('is not suspected in the field %s with “%s”', (name, value) => {
    expect(inBody(name, value)).toEqual([]);
  });
});
