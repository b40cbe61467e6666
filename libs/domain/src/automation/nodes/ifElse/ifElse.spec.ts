import { describe, expect, it } from '@jest/globals';
import { unloaded, visitBy } from '../../../../spec-support/nodes.js';
import { ifElse } from './index.js';

const config = { condition: { match: 'any', tests: [{ field: 'contact.tags', operator: 'includes', value: 'VIP' }] } };

describe('if / else', () => {
  it('requests the facts it needs', () => {
    expect(ifElse.plan(config, unloaded)).toEqual({ kind: 'load', facts: ['contact'] });
  });

  it('takes the branch yes or no, with the values it read', () => {
    expect(ifElse.plan(config, visitBy('UTC'))).toMatchObject({
      kind: 'go',
      port: 'yes',
      values: [{ actual: ['vip'], matched: true }],
    });
    const other = { condition: { tests: [{ field: 'event.daysLeft', operator: 'atLeast', value: 3 }] } };
    expect(ifElse.plan(other, visitBy('UTC', { daysLeft: 1 }))).toMatchObject({
      port: 'no',
      values: [{ actual: 1, expected: 3 }],
    });
  });

  it('without a condition is not finished', () => {
    expect(ifElse.schema.safeParse({ condition: { tests: [] } }).success).toBe(false);
  });
});
