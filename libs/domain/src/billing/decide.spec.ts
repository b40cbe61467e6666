import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decideMembership } from './decide.js';
import type { KnownMembership, PurchaseTerms } from './due-events.js';
import type { BillingSnapshot, InvoiceSnapshot, SubscriptionSnapshot } from './snapshot.js';

const terms: PurchaseTerms = {
  membershipId: '01920000-0000-7000-8000-000000000001',
  planId: '01920000-0000-7000-8000-000000000002',
  planTitle: 'Pottery',
  priceAmount: 2900,
  chargeAmount: null,
  currency: 'eur',
  intervalMonths: 1,
  graceDays: 14,
};
const nothingKnown: KnownMembership = { state: 'pending', cancelRequestedAt: null, graceEndsAt: null };

const trial = (changes: Partial<SubscriptionSnapshot> = {}): SubscriptionSnapshot => ({
  id: 'sub_1',
  status: 'trialing',
  createdAt: '2027-01-17T10:00:00.000Z',
  trialStartsAt: '2027-01-17T10:00:00.000Z',
  trialEndsAt: '2027-01-31T10:00:00.000Z',
  currentPeriodEndsAt: '2027-01-31T10:00:00.000Z',
  endsAt: null,
  cancelRequestedAt: null,
  cancellationReason: null,
  endedAt: null,
  endReason: null,
  hasCard: true,
  card: { brand: 'visa', last4: '4242', expMonth: 12, expYear: 2030 },
  ...changes,
});
const paidPlan = (changes: Partial<SubscriptionSnapshot> = {}): SubscriptionSnapshot =>
  trial({ status: 'active', currentPeriodEndsAt: '2027-02-28T10:00:00.000Z', ...changes });
const invoice = (changes: Partial<InvoiceSnapshot> = {}): InvoiceSnapshot => ({
  id: 'in_1',
  number: 'P-1',
  status: 'paid',
  amountDue: 2900,
  amountPaid: 2900,
  currency: 'eur',
  attemptCount: 1,
  collects: false,
  needsConfirmation: false,
  nextAttemptAt: null,
  finalizesAt: null,
  periodStartsAt: '2027-01-31T10:00:00.000Z',
  periodEndsAt: '2027-02-28T10:00:00.000Z',
  issuedAt: '2027-01-31T10:00:00.000Z',
  paidAt: '2027-01-31T11:00:00.000Z',
  attemptedAt: '2027-01-31T11:00:00.000Z',
  hostedUrl: null,
  ...changes,
});
const billing = (subscription: SubscriptionSnapshot | null, ...invoices: InvoiceSnapshot[]): BillingSnapshot => ({
  checkout: null,
  subscription,
  invoices,
  upcoming: null,
});
const decide = (snapshot: BillingSnapshot, at: string, known = nothingKnown) =>
  decideMembership(known, snapshot, terms, Date.parse(at));
const told = (snapshot: BillingSnapshot, at: string, known = nothingKnown) =>
  decide(snapshot, at, known).facts.map((fact) => fact.type);

describe('before the purchase is complete', () => {
  const open: BillingSnapshot = {
    checkout: { status: 'open', expiresAt: '2027-01-18T10:00:00.000Z' },
    subscription: null,
    invoices: [],
    upcoming: null,
  };

  it('records nothing, gives no access, and rechecks when the page expires', () => {
    expect(decide(open, '2027-01-17T10:00:00Z')).toMatchObject({
      state: 'pending',
      facts: [],
      access: null,
      next: { at: '2027-01-18T10:00:00.000Z' },
    });
  });

  it('gives an expired page up', () => {
    expect(decide({ ...open, checkout: { status: 'expired', expiresAt: null } }, '2027-01-18T10:00:00Z')).toMatchObject({
      state: 'abandoned',
      next: null,
    });
  });

  it('does not call a declined first payment a purchase', () => {
    expect(decide(billing(trial({ status: 'incomplete' })), '2027-01-17T10:00:00Z')).toMatchObject({
      state: 'pending',
      facts: [],
      access: null,
    });
  });
});

describe('a trial', () => {
  it('opens access and announces purchase and trial', () => {
    const decision = decide(billing(trial()), '2027-01-17T10:00:05Z');
    expect(decision).toMatchObject({ state: 'trialing', access: { startsAt: '2027-01-17T10:00:00.000Z', endsAt: null } });
    expect(decision.facts.map((fact) => fact.type)).toEqual(['membership.purchased', 'trial.started']);
  });

  it.each([
    ['2027-01-17T10:00:05Z', '2027-01-24T10:00:00.000Z'],
    ['2027-01-24T10:00:00Z', '2027-01-28T10:00:00.000Z'],
    ['2027-01-28T10:00:00Z', '2027-01-30T10:00:00.000Z'],
    ['2027-01-30T10:00:00Z', '2027-01-31T10:00:00.000Z'],
  ])('at %s rechecks at %s', (now, next) => {
    expect(decide(billing(trial()), now).next?.at).toBe(next);
  });

  it.each([
    ['2027-01-24T09:59:59Z', []],
    ['2027-01-24T10:00:00Z', [7]],
    ['2027-01-28T10:00:00Z', [3]],
    ['2027-01-30T10:00:00Z', [1]],
    ['2027-01-31T10:00:00Z', []],
  ])('at %s reminds with %j days left', (now, days) => {
    const reminders = decide(billing(trial()), now).facts.filter((fact) => fact.type === 'trial.ending');
    expect(reminders.map((fact) => fact.data.daysLeft)).toEqual(days);
  });

  it('names the charge that Stripe computes, with tax and discounts; the price of the plan only where Stripe says nothing', () => {
    const amounts = (snapshot: BillingSnapshot) =>
      decide(snapshot, '2027-01-28T10:00:00Z').facts.flatMap(({ type, data }) =>
        type === 'trial.ending' || type === 'membership.purchased' ? [data.amount] : [],
      );
    const upcoming = { amount: 3451, currency: 'eur' };
    expect(amounts({ ...billing(trial()), upcoming })).toEqual([3451, 3451]);
    expect(decide({ ...billing(trial()), upcoming }, '2027-01-28T10:00:00Z').charge).toEqual(upcoming);
    expect(amounts(billing(trial(), invoice({ amountDue: 3000, amountPaid: 3000 })))).toEqual([3000, 3000]);
    expect(amounts(billing(trial(), invoice({ amountDue: 0, amountPaid: 0 })))).toEqual([2900, 2900]);
  });

  it('sends only the newest reminder after an outage, not the missed ones', () => {
    expect(decide(billing(trial()), '2027-01-30T12:00:00Z').facts.filter((fact) => fact.type === 'trial.ending')).toHaveLength(1);
  });

  it('has no seven-day reminder when the trial is a week or shorter', () => {
    const week = trial({ trialStartsAt: '2027-01-24T10:00:00.000Z', createdAt: '2027-01-24T10:00:00.000Z' });
    expect(decide(billing(week), '2027-01-24T10:00:01Z').next?.at).toBe('2027-01-28T10:00:00.000Z');
  });

  it('does not remind someone who has cancelled', () => {
    const cancelled = trial({ endsAt: '2027-01-31T10:00:00.000Z', cancelRequestedAt: '2027-01-20T10:00:00.000Z' });
    expect(told(billing(cancelled), '2027-01-28T10:00:00Z')).not.toContain('trial.ending');
  });

  it('does not mistake the invoice over zero for a payment', () => {
    expect(told(billing(trial(), invoice({ amountDue: 0, amountPaid: 0 })), '2027-01-17T10:00:05Z')).not.toContain(
      'payment.succeeded',
    );
  });

  it('without a card gives access until its end and then pauses', () => {
    expect(decide(billing(trial({ hasCard: false })), '2027-01-17T10:00:05Z').access?.endsAt).toBe('2027-01-31T10:00:00.000Z');
    const paused = decide(billing(trial({ hasCard: false, status: 'paused' })), '2027-01-31T10:00:00Z');
    expect(paused).toMatchObject({ state: 'paused', access: null });
    expect(paused.facts.map((fact) => fact.type)).toContain('trial.ended_without_card');
  });

  it('reads Stripe again soon when its end has passed and Stripe has not changed it', () => {
    expect(decide(billing(trial()), '2027-01-31T10:00:00Z').next?.at).toBe('2027-01-31T10:10:00.000Z');
  });
});

describe('the end of a trial', () => {
  const end = '2027-01-31T10:00:00.000Z';
  const outcome = (snapshot: BillingSnapshot, at: string) =>
    decide(snapshot, at)
      .facts.filter((fact) => fact.type === 'trial.ended')
      .map((fact) => fact.data.outcome);
  const draft = invoice({ id: 'in_2', status: 'draft', amountPaid: 0, attemptCount: 0, paidAt: null });
  const failing = invoice({ status: 'open', amountPaid: 0, paidAt: null });

  it('is not recorded during the trial, nor before its first charge was attempted', () => {
    expect(outcome(billing(trial(), invoice({ amountDue: 0, amountPaid: 0 })), '2027-01-31T09:59:59Z')).toEqual([]);
    expect(outcome(billing(paidPlan(), draft), '2027-01-31T10:00:01Z')).toEqual([]);
  });

  it.each([
    ['converted', billing(paidPlan(), invoice())],
    ['converted', billing(paidPlan(), invoice({ amountDue: 0, amountPaid: 0, periodStartsAt: end }))],
    ['past_due', billing(paidPlan({ status: 'past_due' }), failing)],
    ['past_due', billing(paidPlan({ status: 'canceled', endedAt: '2027-01-31T11:00:00.000Z' }), failing)],
    ['paused', billing(trial({ status: 'paused', hasCard: false }))],
    ['canceled', billing(trial({ status: 'canceled', endedAt: end }))],
  ])('says %s', (expected, snapshot) => {
    expect(outcome(snapshot, '2027-01-31T11:00:01Z')).toEqual([expected]);
  });

  it('is recorded once, whatever happens to a charge that failed first', () => {
    const keys = [billing(paidPlan({ status: 'past_due' }), failing), billing(paidPlan(), invoice())].map(
      (snapshot) => decide(snapshot, '2027-02-01T10:00:00Z').facts.find((fact) => fact.type === 'trial.ended')?.key,
    );
    expect(new Set(keys).size).toBe(1);
  });

  it('is not recorded after a week', () => {
    expect(outcome(billing(paidPlan(), invoice()), '2027-02-07T10:00:01Z')).toEqual([]);
  });
});

describe('a paid period', () => {
  it('announces the payment at the time it was made, with what it paid for', () => {
    const paid = decide(billing(paidPlan(), invoice()), '2027-01-31T12:00:00Z').facts.find(
      (fact) => fact.type === 'payment.succeeded',
    );
    expect(paid).toMatchObject({
      occurredAt: '2027-01-31T11:00:00.000Z',
      data: { amount: 2900, periodEnd: '2027-02-28T10:00:00.000Z' },
    });
  });

  it('rechecks when the draft invoice is charged', () => {
    const draft = invoice({
      status: 'draft',
      amountPaid: 0,
      attemptCount: 0,
      paidAt: null,
      finalizesAt: '2027-01-31T11:00:00.000Z',
    });
    expect(decide(billing(paidPlan(), draft), '2027-01-31T10:00:00Z').next).toEqual({
      at: '2027-01-31T11:00:00.000Z',
      reason: 'invoice_charged',
    });
  });
});

describe('a failed charge', () => {
  const failing = invoice({ status: 'open', amountPaid: 0, paidAt: null, nextAttemptAt: '2027-02-03T11:00:00.000Z' });
  const pastDue = paidPlan({ status: 'past_due' });

  it('keeps access for the days of grace from the first failure', () => {
    expect(decide(billing(pastDue, failing), '2027-01-31T11:00:00Z')).toMatchObject({
      state: 'grace',
      graceEndsAt: '2027-02-14T11:00:00.000Z',
      access: { endsAt: '2027-02-14T11:00:00.000Z' },
      next: { at: '2027-02-03T11:00:00.000Z' },
    });
  });

  it('does not prolong the grace by a later failure', () => {
    const known: KnownMembership = { ...nothingKnown, state: 'grace', graceEndsAt: '2027-02-14T11:00:00.000Z' };
    const again = { ...failing, attemptCount: 2, attemptedAt: null };
    expect(decide(billing(pastDue, again), '2027-02-03T11:00:00Z', known).graceEndsAt).toBe('2027-02-14T11:00:00.000Z');
  });

  it('takes access away when the grace is over', () => {
    const known: KnownMembership = { ...nothingKnown, state: 'grace', graceEndsAt: '2027-02-14T11:00:00.000Z' };
    expect(decide(billing(pastDue, failing), '2027-02-14T11:00:00Z', known)).toMatchObject({ state: 'suspended', access: null });
  });

  it('is recorded once per attempt', () => {
    const keys = [1, 2, 2].map(
      (attemptCount) =>
        decide(billing(pastDue, { ...failing, attemptCount }), '2027-02-03T11:00:00Z').facts.find(
          (fact) => fact.type === 'payment.failed',
        )?.key,
    );
    expect(new Set(keys).size).toBe(2);
  });
});

describe('cancelling', () => {
  const first = paidPlan({ endsAt: '2027-02-28T10:00:00.000Z', cancelRequestedAt: '2027-02-10T10:00:00.000Z' });

  it('keeps access to the end of the period', () => {
    expect(decide(billing(first, invoice()), '2027-02-10T10:00:01Z')).toMatchObject({
      state: 'active',
      access: { endsAt: '2027-02-28T10:00:00.000Z' },
    });
  });

  it('is undone, and a second cancellation is another event', () => {
    const known: KnownMembership = { ...nothingKnown, state: 'active', cancelRequestedAt: '2027-02-10T10:00:00.000Z' };
    expect(told(billing(paidPlan(), invoice()), '2027-02-11T10:00:00Z', known)).toContain('cancellation.undone');
    const again = { ...first, cancelRequestedAt: '2027-02-12T10:00:00.000Z' };
    const key = (subscription: SubscriptionSnapshot) =>
      decide(billing(subscription), '2027-02-12T10:00:01Z').facts.find((fact) => fact.type === 'cancellation.scheduled')?.key;
    expect(key(again)).not.toBe(key(first));
  });

  it('ends at the end: no access, nothing more to wait for', () => {
    const over = {
      ...first,
      status: 'canceled' as const,
      endedAt: '2027-02-28T10:00:00.000Z',
      endReason: 'cancellation_requested' as const,
    };
    const decision = decide(billing(over, invoice()), '2027-02-28T10:00:00Z');
    expect(decision).toMatchObject({ state: 'ended', access: null, next: null });
    expect(decision.facts.at(-1)).toMatchObject({ type: 'membership.ended', data: { reason: 'cancelled' } });
  });
});

describe('any snapshot', () => {
  const minute = fc.integer({ min: 0, max: 60 * 24 * 90 });
  const at = (minutes: number) => new Date(Date.parse('2027-01-17T10:00:00Z') + minutes * 60_000).toISOString();
  const anyBilling = fc
    .record({
      status: fc.constantFrom<SubscriptionSnapshot['status'][]>(
        'incomplete',
        'trialing',
        'active',
        'past_due',
        'canceled',
        'unpaid',
        'paused',
      ),
      hasCard: fc.boolean(),
      ends: fc.option(minute),
      invoices: fc.array(
        fc.record({
          status: fc.constantFrom<InvoiceSnapshot['status'][]>('draft', 'open', 'paid', 'void'),
          attemptCount: fc.integer({ min: 0, max: 4 }),
          next: fc.option(minute),
        }),
        { maxLength: 4 },
      ),
    })
    .map(({ status, hasCard, ends, invoices }) =>
      billing(
        trial({ status, hasCard, endsAt: ends === null ? null : at(ends), cancelRequestedAt: ends === null ? null : at(0) }),
        ...invoices.map(({ next, ...rest }, i) =>
          invoice({
            ...rest,
            id: `in_${i}`,
            nextAttemptAt: next === null ? null : at(next),
            finalizesAt: next === null ? null : at(next),
          }),
        ),
      ),
    );

  it('is decided the same twice, with distinct keys, and never waits for the past', () => {
    fc.assert(
      fc.property(anyBilling, minute, (snapshot, minutes) => {
        const now = at(minutes);
        const decision = decide(snapshot, now);
        expect(decide(snapshot, now)).toEqual(decision);
        const keys = decision.facts.map((fact) => fact.key).filter((key) => !key.endsWith('trial_converted'));
        expect(new Set(keys).size).toBe(keys.length);
        if (decision.next) expect(Date.parse(decision.next.at)).toBeGreaterThan(Date.parse(now));
      }),
    );
  });
});
