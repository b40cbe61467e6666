import { describe, expect, it } from '@jest/globals';
import { mayStart, mayStartAt } from './addressed.js';

const event = (type: string, data: Record<string, unknown>) => ({ id: 'e', type, occurredAt: '2027-01-17T10:00:00.000Z', data });

describe('an event', () => {
  it('about a person may start any automation, through any trigger', () => {
    const tagged = event('tag.added', { tagId: 'x', automationId: 'other' });
    expect([mayStart(tagged, 'one'), mayStartAt(tagged, 'start')]).toEqual([true, true]);
  });

  it('that names an automation may start only that one', () => {
    const added = event('automation.requested', { automationId: 'one' });
    expect([mayStart(added, 'one'), mayStart(added, 'two'), mayStartAt(added, 'start')]).toEqual([true, false, true]);
    expect(mayStart(event('automation.requested', {}), 'one')).toBe(false);
  });

  it('that names a trigger as well may start only that one', () => {
    const dated = event('date.reached', { automationId: 'one', triggerId: 'birthday' });
    expect([mayStart(dated, 'one'), mayStartAt(dated, 'birthday'), mayStartAt(dated, 'trial')]).toEqual([true, true, false]);
  });
});
