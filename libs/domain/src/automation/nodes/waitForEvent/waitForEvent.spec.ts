import { describe, expect, it } from '@jest/globals';
import { someId, unloaded, visitBy } from '../../../../spec-support/nodes.js';
import { waitForEvent } from './index.js';

const config = {
  paths: [
    { port: 'paid', label: 'paid', eventType: 'payment.succeeded' },
    { port: 'gone', eventType: 'membership.ended', sameRecord: false },
  ],
  timeoutAmount: 2,
  timeoutUnit: 'days',
  lookBackMinutes: 10,
};

describe('wait for event', () => {
  it('each event and the timeout have their own branches', () => {
    expect(waitForEvent.ports(config)).toEqual([
      { id: 'paid', label: 'paid' },
      { id: 'gone', label: 'Membership ended' },
      { id: 'timeout', label: 'not within 2 days' },
    ]);
  });

  it('makes the fields of the event that occurred available to later steps', () => {
    expect(waitForEvent.outputs(config)).toContainEqual({ name: 'amount', label: 'Amount', type: 'money' });
    expect(waitForEvent.outputs(config)).toContainEqual(expect.objectContaining({ name: 'reason', type: 'choice' }));
  });

  it('looks back, ends on the person’s calendar, and requires the same membership if set', () => {
    expect(waitForEvent.plan(config, visitBy('Asia/Tokyo', { membershipId: someId, planId: 'p' }))).toMatchObject({
      kind: 'waitFor',
      until: '2027-01-22T10:00:00.000Z',
      lookBackFrom: '2027-01-20T09:50:00.000Z',
      events: [
        { port: 'paid', same: { membershipId: someId } },
        { port: 'gone', same: {} },
      ],
    });
  });

  it('hours need no zone', () => {
    expect(waitForEvent.plan({ ...config, timeoutUnit: 'hours' }, unloaded)).toMatchObject({
      kind: 'waitFor',
      until: '2027-01-20T12:00:00.000Z',
    });
    expect(waitForEvent.plan(config, unloaded).kind).toBe('load');
  });

  it.each([
    ['no event', { ...config, paths: [] }],
    ['two events with the same branch', { ...config, paths: [config.paths[0], config.paths[0]] }],
    ['a branch with the name of the timeout', { ...config, paths: [{ port: 'timeout', eventType: 'tag.added' }] }],
    ['an internal event', { ...config, paths: [{ port: 'a', eventType: 'stripe.event_received' }] }],
  ])('refuses %s', (_, bad) => {
    expect(waitForEvent.schema.safeParse(bad).success).toBe(false);
  });

  it('filters see the event that arrives, not the one that started the run', () => {
    expect(waitForEvent.inspect(config, { eventTypes: [] }).conditions.map(({ scope }) => scope.eventTypes)).toEqual([
      ['payment.succeeded'],
      ['membership.ended'],
    ]);
  });
  it('reads as a sentence', () => {
    expect(waitForEvent.summary(config, () => undefined)).toBe('Wait up to 2 days for “paid” or “Membership ended”');
  });
});
