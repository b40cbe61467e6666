import { describe, expect, it } from '@jest/globals';
import { unloaded } from '../spec-support.js';
import { trigger } from './index.js';

describe('trigger', () => {
  it('says what it waits for and for whom', () => {
    const config = {
      eventType: 'membership.purchased',
      filters: { tests: [{ field: 'event.trialDays', operator: 'greaterThan', value: 0 }] },
    };
    expect(trigger.summary(config, () => undefined)).toBe('When “Membership purchased” happens and Trial days is more than 0');
  });

  it('does not offer internal events', () => {
    expect(trigger.schema.safeParse({ eventType: 'stripe.event_received' }).success).toBe(false);
  });

  it('lets a run that was let in go on', () => {
    expect(trigger.plan({ eventType: 'trial.ending' }, unloaded)).toMatchObject({ kind: 'go', port: 'next' });
  });
});
