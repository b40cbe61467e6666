import { describe, expect, it } from '@jest/globals';
import { unloaded } from '../../../../spec-support/nodes.js';
import { goBack } from './index.js';

const config = { target: 'wait', times: 2 };

describe('go back', () => {
  it('goes back until it has done so often enough in this run, then continues', () => {
    expect(goBack.plan(config, unloaded)).toEqual({ kind: 'jump', target: 'wait', reason: 'Goes back, for the 1st time of 2.' });
    expect(goBack.plan(config, { ...unloaded, jumps: 1 })).toMatchObject({ kind: 'jump', target: 'wait' });
    expect(goBack.plan(config, { ...unloaded, jumps: 2 })).toEqual({
      kind: 'go',
      port: 'next',
      reason: 'Went back 2 times. Continues.',
    });
  });

  it.each([
    { target: '', times: 1 },
    { target: 'wait', times: 0 },
    { target: 'wait', times: 21 },
    { target: 'wait', times: 1.5 },
  ])('refuses %j', (bad) => {
    expect(goBack.schema.safeParse(bad).success).toBe(false);
  });

  it('reads as a sentence', () => {
    expect(goBack.summary(config, (kind) => (kind === 'step' ? 'Wait 3 days' : undefined))).toBe(
      'Go back to “Wait 3 days”, at most 2 times',
    );
    expect(goBack.summary({ target: 'wait', times: 1 }, () => undefined)).toBe('Go back to an earlier step, once');
  });
});
