import { describe, expect, it } from '@jest/globals';
import { isAskedToStart, lookForCard } from './start-subscription.js';

const asked = { startRequestedAt: new Date('2026-11-22T09:00:00Z') };
const at = (time: string) => new Date(`2026-11-22T${time}Z`);

describe('a click on “Start subscription”', () => {
  it('counts for an hour: a card that comes later was given for something else', () => {
    expect(isAskedToStart(asked, { status: 'paused' }, at('09:59:59'))).toBe(true);
    expect(isAskedToStart(asked, { status: 'paused' }, at('10:00:00'))).toBe(false);
  });

  it('counts only while the subscription is paused, and only if there was one', () => {
    expect(isAskedToStart(asked, { status: 'active' }, at('09:01:00'))).toBe(false);
    expect(isAskedToStart({ startRequestedAt: null }, { status: 'paused' }, at('09:01:00'))).toBe(false);
  });

  it('is checked again in two minutes', () => {
    expect(lookForCard(at('09:01:00')).at).toBe('2026-11-22T09:03:00.000Z');
  });
});
