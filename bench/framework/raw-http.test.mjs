import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerIn } from './raw-http.mjs';

test('an answer counts once all of its body is there', () => {
  const whole = 'HTTP/1.1 202 Accepted\r\nContent-Length: 5\r\n\r\nhello';
  assert.deepEqual(answerIn(whole), { status: 202 });
  assert.equal(answerIn(whole.slice(0, -1)), undefined);
  assert.equal(answerIn('HTTP/1.1 202 Accepted\r\nContent-'), undefined);
});

test('an answer in chunks ends with an empty chunk', () => {
  const chunked = 'HTTP/1.1 422 Unprocessable\r\ntransfer-encoding: chunked\r\n\r\n2\r\nno\r\n';
  assert.equal(answerIn(chunked), undefined);
  assert.deepEqual(answerIn(`${chunked}0\r\n\r\n`), { status: 422 });
});
