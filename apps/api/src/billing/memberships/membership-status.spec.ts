import { describe, expect, it } from '@jest/globals';
import {
  actionsOf,
  amountOpenOf,
  cancelEndsAt,
  type MembershipStatus,
  nextChargeOf,
  stateSentence,
} from './membership-status.js';

const status = (change: Partial<MembershipStatus>): MembershipStatus => ({
  state: 'active',
  hasCard: true,
  trialEndsAt: null,
  currentPeriodEndsAt: null,
  endsAt: null,
  graceEndsAt: null,
  endedAt: null,
  cancelRequestedAt: null,
  priceAmount: 2900,
  chargeAmount: null,
  currency: 'eur',
  ...change,
});
// 23:30 in UTC is already the first of February in Berlin.
const lateOn31 = new Date('2027-01-31T23:30:00Z');

describe('status of a membership', () => {
  it('names the date on the calendar of the reader', () => {
    const active = status({ currentPeriodEndsAt: lateOn31 });
    expect(stateSentence(active, 'Europe/Berlin')).toBe('Active. The next charge is €29.00 on 1 February 2027.');
    expect(stateSentence(active, 'UTC')).toBe('Active. The next charge is €29.00 on 31 January 2027.');
  });

  it('asks for a card in a trial that has none, and announces no charge', () => {
    const trial = status({ state: 'trialing', hasCard: false, trialEndsAt: lateOn31 });
    expect(stateSentence(trial, 'UTC')).toContain('Add a card');
    expect(nextChargeOf(trial)).toBeNull();
  });

  it('announces the first charge of a trial with a card', () => {
    const trial = status({ state: 'trialing', trialEndsAt: lateOn31 });
    expect(nextChargeOf(trial)).toEqual({ amount: 2900, currency: 'eur', at: '2027-01-31T23:30:00.000Z' });
  });

  it('offers to undo a cancellation, not to cancel twice, and announces no charge', () => {
    const ending = status({ endsAt: lateOn31, currentPeriodEndsAt: lateOn31 });
    expect(actionsOf(ending)).toEqual(['undo_cancel', 'change_card']);
    expect(nextChargeOf(ending)).toBeNull();
  });

  it('names a cancellation while a charge is failing, with the day on which access really ends, and asks for no money', () => {
    const grace = status({
      state: 'grace',
      graceEndsAt: new Date('2027-01-24T10:00:00Z'),
      endsAt: new Date('2027-01-24T10:00:00Z'),
      currentPeriodEndsAt: lateOn31,
    });
    expect(stateSentence(grace, 'UTC')).toMatch(/^Cancelled\. You can use everything until 24 January 2027\./);
    expect(actionsOf(grace)).toEqual(['undo_cancel', 'change_card']);
  });

  it('says before a cancellation when it would end: with the grace where a charge is failing', () => {
    const graceEndsAt = new Date('2027-01-24T10:00:00Z');
    expect(cancelEndsAt(status({ state: 'grace', graceEndsAt, currentPeriodEndsAt: lateOn31 }))).toEqual(graceEndsAt);
    expect(cancelEndsAt(status({ currentPeriodEndsAt: lateOn31 }))).toEqual(lateOn31);
    expect(cancelEndsAt(status({ state: 'suspended', currentPeriodEndsAt: lateOn31 }))).toBeNull();
  });

  it('asks for the bank’s confirmation where that is what is missing', () => {
    const grace = status({ state: 'grace', graceEndsAt: lateOn31, needsConfirmation: true });
    expect(stateSentence(grace, 'UTC')).toContain('Your bank asks you to confirm the last payment');
    expect(actionsOf(grace)).toEqual(['confirm_payment', 'change_card', 'cancel']);
  });

  it('names the cancellation after the end', () => {
    const ended = { state: 'ended', endedAt: lateOn31 } as const;
    expect(stateSentence(status(ended), 'UTC')).toBe('Ended on 31 January 2027.');
    expect(stateSentence(status({ ...ended, cancelRequestedAt: lateOn31 }), 'UTC')).toBe(
      'Cancelled. It ended on 31 January 2027.',
    );
  });

  it('offers nothing once it is over', () => {
    expect(actionsOf(status({ state: 'ended', endedAt: lateOn31 }))).toEqual([]);
  });
});

describe('the open amount', () => {
  const invoice = { status: 'open', amountDue: 2900, amountPaid: 0, currency: 'eur' } as const;

  it('is the sum of the open invoices while the membership is past due', () => {
    expect(amountOpenOf({ state: 'grace', currency: 'eur', endsAt: null }, [invoice, { ...invoice, amountPaid: 900 }])).toEqual({
      amount: 4900,
      currency: 'eur',
    });
  });

  it('counts no paid or void invoice', () => {
    expect(amountOpenOf({ state: 'suspended', currency: 'eur', endsAt: null }, [{ ...invoice, status: 'void' }])).toBeNull();
  });

  it('is nothing once the membership is cancelled', () => {
    expect(amountOpenOf({ state: 'grace', currency: 'eur', endsAt: lateOn31 }, [invoice])).toBeNull();
  });

  it('is nothing for a membership that is in order', () => {
    expect(amountOpenOf({ state: 'active', currency: 'eur', endsAt: null }, [invoice])).toBeNull();
  });
});
