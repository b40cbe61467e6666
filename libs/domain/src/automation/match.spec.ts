import { describe, expect, it } from '@jest/globals';
import { always, Condition, type EventFact, type Facts } from '../conditions/index.js';
import { entryTicket, factsForAwaited, factsForEvent, type Graph, matchAwaited, matchLeaving, matchTriggers } from './index.js';

const now = '2027-01-20T10:00:00.000Z';
const event = (type: string, data: EventFact['data'] = {}): EventFact => ({ id: 'e2', type, occurredAt: now, data });
const facts: Facts = {
  schoolTimezone: 'UTC',
  event: null,
  contact: { name: 'Ada', email: null, timezone: null, tags: ['vip'], clockId: null, createdAt: now },
};
const filter = (field: string, operator: string, value: unknown) => Condition.parse({ tests: [{ field, operator, value }] });
const graph: Graph = {
  schemaVersion: 1,
  nodes: [
    { id: 'a', kind: 'trigger', config: { eventType: 'payment.failed', filters: filter('event.attempt', 'is', 1) } },
    { id: 'b', kind: 'trigger', config: { eventType: 'payment.failed', filters: filter('contact.tags', 'includes', 'gold') } },
    { id: 'c', kind: 'trigger', config: { eventType: 'tag.added' } },
    { id: 'broken', kind: 'trigger', config: {} },
  ],
  edges: [],
  entry: { policy: 'every_event' },
  exitRules: [
    { eventType: 'payment.succeeded', filters: always, sameRecord: true },
    { eventType: 'membership.purchased', filters: filter('event.amount', 'greaterThan', 1000), sameRecord: false },
  ],
  goal: { eventType: 'trial.converted', filters: always, sameRecord: true },
};
const start = event('payment.failed', { membershipId: 'm1' });

describe('at entry', () => {
  it('each trigger of the event’s type returns the values it read, and whether the person enters', () => {
    const matches = matchTriggers(graph, event('payment.failed', { attempt: 1 }), facts, now);
    expect(matches).toMatchObject([
      { nodeId: 'a', matched: true, evidence: [{ field: 'event.attempt', label: 'Attempt', actual: 1 }] },
      { nodeId: 'b', matched: false, evidence: [{ field: 'contact.tags', actual: ['vip'], expected: 'gold' }] },
    ]);
  });

  it('names the facts that its filters need', () => {
    expect(factsForEvent(graph, event('payment.failed'))).toEqual(['contact']);
    expect(factsForEvent(graph, event('tag.added'))).toEqual([]);
  });

  it.each([
    ['every_event', { key: 'event:e2', onlyIfNoneLive: false }],
    ['one_at_a_time', { key: 'event:e2', onlyIfNoneLive: true }],
    ['once_per_contact', { key: 'contact:p1', onlyIfNoneLive: false }],
  ] as const)('%s enters under its own key', (policy, ticket) => {
    expect(entryTicket({ policy }, event('tag.added'), 'p1')).toEqual(ticket);
  });

  it('once per key enters under the value of the field, and does not enter without one', () => {
    const entry = { policy: 'once_per_key', key: 'invoiceId' } as const;
    expect(entryTicket(entry, event('payment.failed', { invoiceId: 'in_1' }), 'p1')).toEqual({
      key: 'key:p1:in_1',
      onlyIfNoneLive: false,
    });
    expect(entryTicket(entry, event('payment.failed', { invoiceId: null }), 'p1')).toBeNull();
  });
});

describe('leaving', () => {
  it('an event about another membership does not end the run', () => {
    expect(matchLeaving(graph, start, event('payment.succeeded', { membershipId: 'm1' }), facts, now)).toMatchObject({
      kind: 'exit',
      index: 0,
    });
    expect(matchLeaving(graph, start, event('payment.succeeded', { membershipId: 'm2' }), facts, now)).toBeNull();
  });

  it('a rule may look beyond the membership, and its filters decide', () => {
    expect(
      matchLeaving(graph, start, event('membership.purchased', { membershipId: 'm2', amount: 2900 }), facts, now),
    ).toMatchObject({ index: 1 });
    expect(matchLeaving(graph, start, event('membership.purchased', { membershipId: 'm2', amount: 900 }), facts, now)).toBeNull();
  });

  it('the goal is distinguished from an exit', () => {
    expect(matchLeaving(graph, start, event('trial.converted', { membershipId: 'm1' }), facts, now)).toMatchObject({
      kind: 'goal',
    });
  });
});

describe('a wait', () => {
  const awaited = [
    {
      port: 'big',
      eventType: 'payment.succeeded' as const,
      filters: filter('event.amount', 'atLeast', 5000),
      same: { membershipId: 'm1' },
    },
    { port: 'any', eventType: 'payment.succeeded' as const, filters: always, same: { membershipId: 'm1' } },
  ];

  it('takes the first path that matches', () => {
    const paid = (amount: number, membershipId = 'm1') =>
      matchAwaited(awaited, event('payment.succeeded', { amount, membershipId }), facts, now)?.port;
    expect([paid(9000), paid(100), paid(9000, 'm2')]).toEqual(['big', 'any', undefined]);
    expect(matchAwaited(awaited, event('payment.failed', { membershipId: 'm1' }), facts, now)).toBeNull();
    expect(factsForAwaited(awaited, event('payment.succeeded'))).toEqual([]);
  });
});
