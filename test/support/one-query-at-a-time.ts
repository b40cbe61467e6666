import { afterAll, expect } from '@jest/globals';
import pg from 'pg';

/**
 * A connection runs one query at a time. Code that starts several at once fills a queue in `pg`, which its next major version
 * will refuse, and its errors arrive out of order. Every spec file fails where its code does so; it sees the statements in question.
 */
const overlapping: string[] = [];
const running = new WeakMap<object, string>();
const prototype = pg.Client.prototype as { query(...parameters: unknown[]): unknown };
const { query } = prototype;

prototype.query = function (this: object, ...parameters: unknown[]) {
  const text = textOf(parameters[0]);
  const before = running.get(this);
  if (before !== undefined) overlapping.push(`${text}, while in progress: ${before}`);
  running.set(this, text);
  const result = query.apply(this, parameters);
  const done = () => running.delete(this);
  if (result instanceof Promise) result.then(done, done);
  else done();
  return result;
};

const textOf = (statement: unknown): string =>
  typeof statement === 'string' ? statement : String((statement as { text?: unknown } | undefined)?.text ?? 'a custom query');

afterAll(() => {
  expect(overlapping).toEqual([]);
});
