import { describe, expect, it } from '@jest/globals';
import { Condition } from '../conditions/index.js';
import { TriggerIndex } from './trigger-index.js';

const on = (name: string, eventType: string, ...conditions: object[]) => ({
  name,
  triggers: conditions.map((filters, i) => ({ nodeId: `t${i}`, eventType, filters: Condition.parse(filters) })),
});
const is = (value: unknown, operator = 'is') => ({ tests: [{ field: 'event.name', operator, value }] });
const event = (type: string, data: Record<string, unknown>) => ({ id: 'e', type, occurredAt: '2027-01-17T10:00:00.000Z', data });
const found = (automations: ReturnType<typeof on>[], type: string, data: Record<string, unknown> = {}) =>
  new TriggerIndex(automations).candidates(event(type, data)).map(({ name }) => name);

describe('automations by event', () => {
  const automations = [
    on('tags', 'tag.added', {}),
    on('orders', 'custom.event', is('Order')),
    on('any', 'custom.event', {}),
    on('both', 'custom.event', is('refund'), is(['order', 'x'], 'isOneOf')),
    on('not', 'custom.event', is('order', 'isNot')),
  ];

  it('are found by its type, and by its name as conditions compare it, in their order', () => {
    expect(found(automations, 'tag.added')).toEqual(['tags']);
    expect(found(automations, 'custom.event', { name: ' ORDER ' })).toEqual(['orders', 'any', 'both', 'not']);
    expect(found(automations, 'custom.event', { name: 'refund' })).toEqual(['any', 'both', 'not']);
    expect(found(automations, 'custom.event', {})).toEqual(['any', 'not']);
    expect(found(automations, 'payment.failed')).toEqual([]);
  });

  it('are found under any name if the filters do not require one', () => {
    const either = { match: 'any', tests: [...is('order').tests, { field: 'contact.tags', operator: 'includes', value: 'vip' }] };
    expect(
      found([on('either', 'custom.event', either), on('one', 'custom.event', { match: 'any', ...is('order') })], 'custom.event', {
        name: 'x',
      }),
    ).toEqual(['either']);
    expect(found([on('number', 'custom.event', is(5))], 'custom.event', { name: 'x' })).toEqual(['number']);
  });
});
