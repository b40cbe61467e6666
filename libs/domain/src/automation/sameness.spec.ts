import { describe, expect, it } from '@jest/globals';
import type { EventFact } from '../conditions/index.js';
import { entryKeyFields, entryTicket, Graph, matchLeaving, validate } from './index.js';
import { hasSame, sameValues, sharedRecords, sharedSubjects } from './same-record.js';

const at = '2027-01-20T10:00:00.000Z';
const custom = (name: string, properties: Record<string, unknown>): EventFact => ({
  id: `${name}:${JSON.stringify(properties)}`,
  type: 'custom.event',
  occurredAt: at,
  data: { name, properties },
});
const added = custom('cart.added', { cartId: 'A' });
const byCart = { sameRecord: true, sameProperty: 'cartId' };

describe('the same value of a property', () => {
  it('connects a later event with the one that started the run', () => {
    const same = sameValues(added, 'custom.event', byCart);
    expect(hasSame(custom('cart.checked_out', { cartId: 'A' }), same)).toBe(true);
    expect(hasSame(custom('cart.checked_out', { cartId: 'B' }), same)).toBe(false);
    expect(hasSame(custom('cart.checked_out', {}), same)).toBe(false);
    expect(hasSame(custom('cart.checked_out', { cartId: 'B' }), sameValues(added, 'custom.event', { sameRecord: true }))).toBe(
      true,
    );
  });

  it('matches no event if the run started without a value', () => {
    const same = sameValues(custom('cart.added', {}), 'custom.event', byCart);
    expect(hasSame(custom('cart.checked_out', {}), same)).toBe(false);
  });

  it('distinguishes numbers from texts', () => {
    const same = sameValues(custom('cart.added', { cartId: 7 }), 'custom.event', byCart);
    expect(hasSame(custom('x', { cartId: 7 }), same)).toBe(true);
  });

  it('also applies to exit rules', () => {
    const graph = Graph.parse({
      schemaVersion: 1,
      nodes: [],
      edges: [],
      exitRules: [{ eventType: 'custom.event', sameProperty: 'cartId' }],
    });
    const facts = { event: added, schoolTimezone: 'UTC' };
    expect(matchLeaving(graph, added, custom('paid', { cartId: 'B' }), facts, at)).toBeNull();
    expect(matchLeaving(graph, added, custom('paid', { cartId: 'A' }), facts, at)).toMatchObject({ kind: 'exit' });
  });
});

describe('the membership with which an event begins', () => {
  const about = (type: string, membershipId: string): EventFact => ({ id: type, type, occurredAt: at, data: { membershipId } });
  const same = { sameRecord: true };

  it('is another one than that of the start, except after its own checkout', () => {
    const again = about('membership.purchased', 'second');
    expect(hasSame(again, sameValues(about('membership.ended', 'first'), 'membership.purchased', same))).toBe(true);
    expect(hasSame(again, sameValues(about('checkout.started', 'first'), 'membership.purchased', same))).toBe(false);
    expect(hasSame(about('membership.ended', 'second'), sameValues(again, 'membership.ended', same))).toBe(true);
  });

  it('is not offered as a condition that could never be true', () => {
    expect(sharedSubjects('membership.purchased', ['membership.ended'])).toEqual([]);
    expect(sharedSubjects('membership.purchased', ['membership.ended', 'checkout.started'])).toEqual(['membership']);
    expect(sharedSubjects('membership.ended', ['membership.purchased'])).toEqual(['membership']);
  });
});

describe('the same record of two events', () => {
  const about = (type: string, planId: string): EventFact => ({
    id: `${type}:${planId}`,
    type,
    occurredAt: at,
    data: { planId },
  });
  const byPlan = { sameRecord: false, sameProperty: 'planId' };

  it('connects an event with a later one, such as two memberships of one plan', () => {
    const same = sameValues(about('membership.ended', 'P'), 'membership.purchased', byPlan);
    expect(hasSame(about('membership.purchased', 'P'), same)).toBe(true);
    expect(hasSame(about('membership.purchased', 'Q'), same)).toBe(false);
  });

  it('can be required for records that both events name, except those of “same membership or course”', () => {
    expect(sharedRecords('membership.purchased', ['membership.ended']).map(({ name }) => name)).toContain('planId');
    expect(sharedRecords('membership.purchased', ['tag.added'])).toEqual([]);
    expect(sharedRecords('course.completed', ['course.started']).map(({ name }) => name)).not.toContain('courseId');
    expect(sharedRecords('membership.purchased', [])).toEqual([]);
  });
});

const graphWith = (entry: object, eventType = 'custom.event', wait: object = {}) => ({
  schemaVersion: 1,
  nodes: [
    { id: 'start', kind: 'trigger', config: { eventType } },
    {
      id: 'wait',
      kind: 'waitForEvent',
      config: {
        paths: [{ port: 'came', eventType: 'custom.event', ...wait }],
        timeoutAmount: 60,
        timeoutUnit: 'minutes',
      },
    },
  ],
  edges: [{ source: 'start', port: 'next', target: 'wait' }],
  entry,
});
const codes = (graph: object) => validate(graph).map(({ code, message }) => `${code}: ${message}`);

describe('publishing', () => {
  it('asks for one property of a custom event as the entry key', () => {
    expect(codes(graphWith({ policy: 'once_per_key', key: 'properties' }))).toEqual([
      'entry_key: People can enter once per “Properties”, but that is not a single value.',
    ]);
    expect(codes(graphWith({ policy: 'once_per_key', key: 'properties.orderId' }))).toEqual([]);
  });

  it('refuses a key that no event has, or that is a list', () => {
    expect(codes(graphWith({ policy: 'once_per_key', key: 'orderId' }))).toHaveLength(1);
    expect(codes(graphWith({ policy: 'once_per_key', key: 'lessonIds' }, 'lessons.unlocked'))).toEqual([
      'entry_key: People can enter once per “Lessons”, but that is not a single value.',
    ]);
    expect(entryKeyFields(['lessons.unlocked']).map(({ name }) => name)).toEqual(['courseId', 'courseTitle', 'because']);
    expect(entryKeyFields(['custom.event']).map(({ name }) => name)).toEqual(['name', 'properties']);
  });

  it('refuses the same property where one of the events has none', () => {
    expect(codes(graphWith({}, 'custom.event', { sameProperty: 'cartId' }))).toEqual([]);
    expect(codes(graphWith({}, 'tag.added', { sameProperty: 'cartId' }))).toHaveLength(1);
    expect(codes(graphWith({}, 'custom.event', { eventType: 'payment.succeeded', sameProperty: 'cartId' }))).toHaveLength(1);
    const plan = { eventType: 'membership.purchased', sameProperty: 'planId' };
    expect(codes(graphWith({}, 'membership.ended', plan))).toEqual([]);
    expect(codes(graphWith({}, 'tag.added', plan))).toHaveLength(1);
  });
});

describe('the key of an entry', () => {
  const entry = { policy: 'once_per_key', key: 'properties.orderId' } as const;
  it('is the value of the property, for each person', () => {
    const keyOf = (orderId: unknown) => entryTicket(entry, custom('order', { orderId }), 'c')?.key;
    expect([keyOf('A1'), keyOf('A1'), keyOf('A2'), keyOf(7)]).toEqual(['key:c:A1', 'key:c:A1', 'key:c:A2', 'key:c:7']);
    expect([keyOf(''), keyOf(null), keyOf(true)]).toEqual([undefined, undefined, undefined]);
  });
});

describe('what an exit rule compares with the event that started the run', () => {
  it('is what both events name', () => {
    expect(sharedSubjects('membership.ended', ['membership.purchased'])).toEqual(['membership']);
    expect(sharedSubjects('course.completed', ['lesson.completed', 'tag.added'])).toEqual(['course']);
    expect(sharedSubjects('membership.ended', ['tag.added'])).toEqual([]);
  });
});
