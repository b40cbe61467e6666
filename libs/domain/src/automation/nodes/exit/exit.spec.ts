import { describe, expect, it } from '@jest/globals';
import { unloaded } from '../../../../spec-support/nodes.js';
import { exit } from './index.js';

describe('exit', () => {
  it('ends the run with the owner’s reason', () => {
    expect(exit.plan({ note: 'Already a customer' }, unloaded)).toEqual({ kind: 'finish', reason: 'Already a customer' });
    expect(exit.ports({})).toEqual([]);
  });
});
