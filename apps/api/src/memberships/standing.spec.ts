import { describe, expect, it } from '@jest/globals';
import { actionsOf, amountOpenOf, nextChargeOf, type Standing, stateSentence } from './standing.js';

const standing = (change: Partial<Standing>): Standing => ({
  state: 'active',
  hasCard: true,
  trialEndsAt: null,
  currentPeriodEndsAt: null,
  endsAt: null,
  graceEndsAt: null,
  endedAt: null,
  priceAmount: 2900,
  currency: 'eur',
  ...change,
});
// 23:30 in UTC is already the first of February in Berlin.
const lateOn31 = new Date('2027-01-31T23:30:00Z');

describe('standing of a membership', () => {
  it('names the date on the calendar of the reader', () => {
    const active = standing({ currentPeriodEndsAt: lateOn31 });
    expect(stateSentence(active, 'Europe/Berlin')).toBe('Active. The next charge is €29.00 on 1 February 2027.');
    expect(stateSentence(active, 'UTC')).toBe('Active. The next charge is €29.00 on 31 January 2027.');
  });

  it('asks for a card in a trial that has none, and announces no charge', () => {
    const trial = standing({ state: 'trialing', hasCard: false, trialEndsAt: lateOn31 });
    expect(stateSentence(trial, 'UTC')).toContain('Add a card');
    expect(nextChargeOf(trial)).toBeNull();
  });

  it('announces the first charge of a trial with a card', () => {
    const trial = standing({ state: 'trialing', trialEndsAt: lateOn31 });
    expect(nextChargeOf(trial)).toEqual({ amount: 2900, currency: 'eur', at: '2027-01-31T23:30:00.000Z' });
  });

  it('offers to undo a cancellation, not to cancel twice, and announces no charge', () => {
    const ending = standing({ endsAt: lateOn31, currentPeriodEndsAt: lateOn31 });
    expect(actionsOf(ending)).toEqual(['undo_cancel', 'change_card']);
    expect(nextChargeOf(ending)).toBeNull();
  });

  it('offers nothing once it is over', () => {
    expect(actionsOf(standing({ state: 'ended', endedAt: lateOn31 }))).toEqual([]);
  });
});

describe('what is owed', () => {
  const invoice = { status: 'open', amountDue: 2900, amountPaid: 0, currency: 'eur' } as const;

  it('is the sum of the open invoices while the membership is past due', () => {
    expect(amountOpenOf({ state: 'grace', currency: 'eur' }, [invoice, { ...invoice, amountPaid: 900 }])).toEqual({
      amount: 4900,
      currency: 'eur',
    });
  });

  it('counts no paid or void invoice', () => {
    expect(amountOpenOf({ state: 'suspended', currency: 'eur' }, [{ ...invoice, status: 'void' }])).toBeNull();
  });

  it('is nothing for a membership that is in order', () => {
    expect(amountOpenOf({ state: 'active', currency: 'eur' }, [invoice])).toBeNull();
  });
});
