import { describe, expect, it } from '@jest/globals';
import { previousAttributes } from './entry.js';

describe('previousAttributes', () => {
  it('names only what changed, with the old values', () => {
    expect(
      previousAttributes(JSON.stringify({ status: 'trialing', metadata: { a: '1', b: '2' }, n: 1 }), {
        status: 'active',
        metadata: { a: '1', b: '3' },
        n: 1,
      }),
    ).toEqual({ status: 'trialing', metadata: { b: '2' } });
  });
  it('says null for what was not there before', () => {
    expect(previousAttributes('{"metadata":{}}', { metadata: { a: '1' } })).toEqual({ metadata: { a: null } });
  });
  it('is undefined when nothing changed', () => {
    expect(previousAttributes('{"a":[1,{"b":2}]}', { a: [1, { b: 2 }] })).toBeUndefined();
  });
});
