import { describe, expect, it } from '@jest/globals';
import { nodeDefinitions } from '@perennial/domain/automation';
import { isWaitStep, waitLabel, waitReasons } from './index.js';

describe('reasons to wait', () => {
  it('are codes, never sentences', () => {
    for (const code of Object.keys(waitReasons)) expect(code).toMatch(/^[a-z]+([A-Z][a-z]+|_[a-z]+)*$/);
  });

  it('name every step at which a run waits, with the label of the node', () => {
    const waits = Object.values(nodeDefinitions).filter(({ family }) => family === 'wait');
    expect(waits.length).toBeGreaterThan(0);
    for (const { kind, label } of waits) expect([kind, isWaitStep(kind), waitLabel(kind)]).toEqual([kind, true, label]);
  });

  it('that executions of earlier releases contain are labels already', () => {
    expect(waitLabel('Trial ends in 3 days')).toBe('Trial ends in 3 days');
    expect(waitLabel('trial_ends')).toBe('Trial ends');
  });
});
