import { describe, expect, it } from '@jest/globals';
import { isOutage } from './outage.js';

const withCode = (code: string) => Object.assign(new Error('failed'), { code });

describe('an outage of Postgres', () => {
  it.each(['ECONNREFUSED', 'EPIPE', '08006', '57P01', '53300', '40001', '40P01', '55P03', '25006'])(
    'is what %s says, also inside the error of a query',
    (code) => {
      expect(isOutage(withCode(code))).toBe(true);
      expect(isOutage(Object.assign(new Error('query failed'), { driverError: withCode(code) }))).toBe(true);
    },
  );

  it('is a message of the pool without a code', () => {
    expect(isOutage(new Error('Connection terminated unexpectedly'))).toBe(true);
    expect(isOutage(new Error('timeout exceeded when trying to connect'))).toBe(true);
  });

  it.each(['23505', '22P02', '42703', '25P02', 'ERR_ASSERTION'])(
    'is not what %s says: it fails in the same way each time',
    (code) => {
      expect(isOutage(withCode(code))).toBe(false);
    },
  );

  it('is not a software error', () => {
    expect(isOutage(new TypeError('undefined is not a function'))).toBe(false);
    expect(isOutage('a string')).toBe(false);
  });
});
