import { describe, expect, it } from '@jest/globals';
import { unloaded } from '../spec-support.js';
import { callUrl } from './index.js';

const config = { url: 'https://example.com/hook?for={{ contact.id }}', body: [{ name: 'plan', value: '{{ event.planTitle }}' }] };

describe('call a URL', () => {
  it('leaves the house; a GET has no body', () => {
    expect(callUrl.plan(config, unloaded)).toMatchObject({
      effect: { kind: 'callUrl', scope: 'external', method: 'POST', body: config.body, timeoutSeconds: 10 },
    });
    expect(callUrl.plan({ ...config, method: 'GET' }, unloaded)).toMatchObject({ effect: { body: [] } });
  });
  it('shows the host only: the rest may hold a secret', () => {
    expect(callUrl.summary(config, () => undefined)).toBe('POST to example.com');
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
  it('a header cannot smuggle in another', () => {
    expect(callUrl.schema.safeParse({ url: config.url, headers: [{ name: 'X-A', value: 'a\r\nX-B: b' }] }).success).toBe(false);
  });
});
