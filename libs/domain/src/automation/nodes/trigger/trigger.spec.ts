import { describe, expect, it } from '@jest/globals';
import { unloaded } from '../../../../spec-support/nodes.js';
import { trigger } from './index.js';

describe('trigger', () => {
  it('summarises the event and its filters', () => {
    const config = {
      eventType: 'membership.purchased',
      filters: { tests: [{ field: 'event.trialDays', operator: 'greaterThan', value: 0 }] },
    };
    expect(trigger.summary(config, () => undefined)).toBe('When someone buys a plan, if the number of trial days is more than 0');
  });

  it('does not offer internal events', () => {
    expect(trigger.schema.safeParse({ eventType: 'stripe.event_received' }).success).toBe(false);
  });

  it('continues, because the filters were evaluated before the run began', () => {
    expect(trigger.plan({ eventType: 'trial.ending' }, unloaded)).toMatchObject({ kind: 'go', port: 'next' });
  });
});
