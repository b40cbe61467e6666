import { describe, expect, it } from '@jest/globals';
import { someId, unloaded, visitBy } from '../../../../spec-support/nodes.js';
import { changeMembership } from './index.js';

describe('change membership', () => {
  it('changes the membership of the event, or that of a plan', () => {
    expect(changeMembership.plan({ change: 'cancel' }, visitBy('UTC', { membershipId: someId }))).toMatchObject({
      effect: { kind: 'changeMembership', scope: 'external', change: 'cancel', membershipId: someId, planId: null },
    });
    expect(changeMembership.plan({ change: 'keep', membershipFrom: 'plan', planId: someId }, unloaded)).toMatchObject({
      effect: { change: 'keep', membershipId: null, planId: someId },
    });
  });

  it('parks the run if the event names no membership, instead of changing any', () => {
    expect(changeMembership.plan({ change: 'cancel_now' }, unloaded)).toMatchObject({ kind: 'park', code: 'no_membership' });
  });

  it('a trigger that is not about a membership is a problem before publishing', () => {
    const problemsFor = (config: object) => changeMembership.inspect(config, { eventTypes: ['tag.added'] }).problems;
    expect(problemsFor({ change: 'cancel' })).toHaveLength(1);
    expect(problemsFor({ change: 'cancel', membershipFrom: 'plan', planId: someId })).toEqual([]);
    expect(changeMembership.inspect({}, { eventTypes: ['payment.failed'] }).problems).toEqual([]);
  });

  it.each([
    [{ change: 'cancel' }, 'Cancel this membership at the end of the paid period'],
    [{ change: 'cancel_now', membershipFrom: 'plan', planId: someId }, 'Cancel the membership of “Studio” immediately'],
    [{ change: 'keep' }, 'Undo the cancellation of this membership'],
  ])('says %j as %s', (config, words) => {
    expect(changeMembership.summary(config, () => 'Studio')).toBe(words);
  });
});
