import { describe, expect, it } from '@jest/globals';
import { commandsOf, endIfCancelled, endOf, graceOf, isCancelledInArrears } from './arrears.js';
import type { InvoiceSnapshot, SubscriptionSnapshot } from './snapshot.js';

const periodEnd = '2027-08-10T15:00:00.000Z';
const grace = '2027-07-24T16:00:00.000Z';
const subscription = (changes: Partial<SubscriptionSnapshot> = {}): SubscriptionSnapshot => ({
  id: 'sub_1',
  status: 'past_due',
  createdAt: '2027-06-10T15:00:00.000Z',
  trialStartsAt: null,
  trialEndsAt: null,
  currentPeriodEndsAt: periodEnd,
  endsAt: null,
  cancelRequestedAt: null,
  endedAt: null,
  endReason: null,
  hasCard: true,
  card: null,
  cancellationReason: null,
  ...changes,
});
const cancelled = subscription({ endsAt: periodEnd, cancelRequestedAt: '2027-07-11T15:00:00.000Z' });
const failing = (changes: Partial<InvoiceSnapshot> = {}): InvoiceSnapshot => ({
  id: 'in_2',
  number: 'P-2',
  status: 'open',
  amountDue: 2900,
  amountPaid: 0,
  currency: 'eur',
  attemptCount: 1,
  collects: true,
  needsConfirmation: false,
  nextAttemptAt: '2027-07-13T16:00:00.000Z',
  finalizesAt: null,
  periodStartsAt: '2027-07-10T15:00:00.000Z',
  periodEndsAt: periodEnd,
  issuedAt: '2027-07-10T15:00:00.000Z',
  paidAt: null,
  attemptedAt: '2027-07-10T16:00:00.000Z',
  hostedUrl: null,
  ...changes,
});
const paid = failing({ id: 'in_1', status: 'paid', collects: false, nextAttemptAt: null });
const known = { state: 'grace' as const, cancelRequestedAt: null, graceEndsAt: grace };
const at = (instant: string): number => Date.parse(instant);

describe('a membership cancelled while its charge is failing', () => {
  it('ends with its grace, not with the period that was not paid', () => {
    expect(isCancelledInArrears(cancelled)).toBe(true);
    expect(endOf(cancelled, grace)).toBe(grace);
    expect(endOf(subscription({ ...cancelled, status: 'active' }), null)).toBe(periodEnd);
  });

  it('ends with the period if that is sooner', () => {
    expect(endOf(cancelled, '2027-09-01T00:00:00.000Z')).toBe(periodEnd);
  });

  it('is collected no more, and ends when its grace does', () => {
    const before = at('2027-07-11T15:00:00Z');
    expect(commandsOf(known, cancelled, [paid, failing()], grace, before)).toEqual([
      { kind: 'stop_collecting', invoiceId: 'in_2' },
    ]);
    expect(commandsOf(known, cancelled, [paid, failing({ collects: false })], grace, before)).toEqual([]);
    expect(commandsOf(known, cancelled, [failing({ collects: false })], grace, at(grace))).toEqual([{ kind: 'end' }]);
  });

  it('ends immediately if access has already ended', () => {
    const unpaid = subscription({ ...cancelled, status: 'unpaid' });
    expect(commandsOf({ ...known, state: 'suspended' }, unpaid, [failing()], null, at(grace))).toEqual([{ kind: 'end' }]);
  });

  it('is collected again when the cancellation is undone', () => {
    const before = { ...known, cancelRequestedAt: '2027-07-11T15:00:00.000Z' };
    const open = failing({ collects: false, nextAttemptAt: null });
    expect(commandsOf(before, subscription(), [paid, open], grace, at('2027-07-12T15:00:00Z'))).toEqual([
      { kind: 'resume_collecting', invoiceId: 'in_2' },
    ]);
    expect(commandsOf(known, subscription(), [open], grace, at('2027-07-12T15:00:00Z'))).toEqual([]);
  });

  it('owes the present period if it is to end in a later one', () => {
    const later = subscription({ endsAt: '2027-12-10T15:00:00.000Z', cancelRequestedAt: '2027-06-11T15:00:00.000Z' });
    expect(isCancelledInArrears(later)).toBe(false);
    expect(commandsOf(known, later, [failing()], grace, at('2027-07-11T15:00:00Z'))).toEqual([]);
  });
});

describe('an ended membership', () => {
  it('leaves no open invoice', () => {
    const ended = subscription({ status: 'canceled' });
    expect(commandsOf(known, ended, [paid, failing()], null, at(grace))).toEqual([{ kind: 'void', invoiceId: 'in_2' }]);
  });
});

describe('grace', () => {
  const first = { state: 'active' as const, cancelRequestedAt: null, graceEndsAt: null };
  const now = at('2027-07-18T16:00:00Z');

  it('lasts the school’s days from the first failure', () => {
    expect(graceOf(first, subscription(), [paid, failing()], 14, at('2027-07-10T16:00:00Z'))).toBe(grace);
  });

  it('outlasts an attempt that Stripe has announced by a day', () => {
    const last = failing({ attemptCount: 3, attemptedAt: null, nextAttemptAt: '2027-07-25T16:00:00.000Z' });
    expect(graceOf(known, subscription(), [last], 14, now)).toBe('2027-07-26T16:00:00.000Z');
  });

  it.each([
    ['with no days of grace', known, subscription(), 0],
    ['once access is closed', { ...known, state: 'suspended' as const }, subscription(), 14],
    ['after a cancellation', known, cancelled, 14],
  ])('is not prolonged %s', (_what, before, present, days) => {
    const last = failing({ attemptCount: 3, attemptedAt: null, nextAttemptAt: '2027-07-25T16:00:00.000Z' });
    expect(graceOf(before, present, [last], days, now)).toBe(grace);
  });
});

describe('what a member reads before cancelling', () => {
  const dates = {
    trialEndsAt: new Date('2027-06-24T15:00:00Z'),
    currentPeriodEndsAt: new Date(periodEnd),
    graceEndsAt: new Date(grace),
  };

  it.each([
    ['trialing', dates.trialEndsAt],
    ['active', dates.currentPeriodEndsAt],
    ['grace', dates.graceEndsAt],
    ['suspended', null],
    ['paused', null],
  ] as const)('when %s is the end that follows', (state, end) => {
    expect(endIfCancelled({ state, ...dates })).toEqual(end);
  });
});
