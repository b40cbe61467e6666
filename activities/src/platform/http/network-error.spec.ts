import { describe, expect, it } from '@jest/globals';
import { describeNetworkError } from './network-error.js';

const withCode = (code: string) => Object.assign(new Error('getaddrinfo for secret.example'), { code });
/** As `fetch` throws it. */
const fetchFailed = (cause: Error) => new TypeError('fetch failed', { cause });

describe('a call without an answer', () => {
  it.each([
    ['ENOTFOUND', 'The host name was not found (DNS).'],
    ['EAI_AGAIN', 'The host name could not be looked up (DNS).'],
    ['ECONNREFUSED', 'The server refused the connection.'],
    ['UND_ERR_HEADERS_TIMEOUT', 'The server did not answer in time.'],
    ['CERT_HAS_EXPIRED', 'The TLS certificate of the host is not valid.'],
    ['SOMETHING_ELSE', 'The connection failed.'],
  ])('because of %s: %s', (code, sentence) => {
    expect(describeNetworkError(fetchFailed(withCode(code)))).toBe(sentence);
  });

  it('finds the cause where several addresses of a host were tried', () => {
    expect(describeNetworkError(fetchFailed(new AggregateError([withCode('ECONNREFUSED')])))).toBe(
      'The server refused the connection.',
    );
  });

  it('is a timeout where the call was aborted after its time limit', () => {
    expect(describeNetworkError(new DOMException('aborted', 'TimeoutError'))).toBe('The server did not answer in time.');
  });
});
