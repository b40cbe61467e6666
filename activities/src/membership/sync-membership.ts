import type { MembershipInput } from '@perennial/contracts';
import { type Cause, type Invoice, MemberAccounts, Membership, Plan, PlanItem, School } from '@perennial/db';
import {
  type BillingSnapshot,
  decideMembership,
  type InvoiceSnapshot,
  isFinal,
  type MembershipDecision,
} from '@perennial/domain';
import type { House } from '../context.js';
import { readBilling } from '../stripe/billing-reader.js';
import { callingStripe } from '../stripe/stripe-failure.js';
import { causeOf, WaitLedger, type WaitOwner } from '../wait-ledger.js';
import { repeatedMembership, undoPurchase } from './repeated-purchase.js';
import { isAskedToStart, lookForCard, startWithCard } from './start-subscription.js';

/** What the membership workflow must do next. Instants in ISO 8601. */
export interface MembershipSyncResult {
  readonly state: string;
  readonly next: { readonly at: string; readonly reason: string } | null;
  readonly done: boolean;
}

/**
 * Re-reads a membership at Stripe, compares, and commits everything that follows in one transaction: the row, its
 * invoices, the events, the access, and what to wait for. Repeating it tells nothing twice.
 */
export async function syncMembership(house: House, input: MembershipInput): Promise<MembershipSyncResult> {
  const { tenancy } = house;
  const owner: WaitOwner = { ownerKind: 'membership', ownerId: input.membershipId };
  const waits = new WaitLedger(tenancy);
  const before = await tenancy.withSchool(input.schoolId, async () => ({
    membership: await tenancy.repo(Membership).findOneByOrFail({ id: input.membershipId }),
    // Read before Stripe is: what comes in meanwhile stays and wakes again.
    wakes: await waits.wakes(owner),
  }));
  const { billing, started } = await callingStripe(house, () => readAndStart(house, input.schoolId, before.membership));
  const repeats = await tenancy.withSchool(input.schoolId, () => repeatedMembership(tenancy, before.membership, billing));
  if (repeats) return undoRepeatedPurchase(house, input, before, billing, repeats);

  return tenancy.withSchool(input.schoolId, async () => {
    const membership = await tenancy
      .repo(Membership)
      .findOneOrFail({ where: { id: input.membershipId }, lock: { mode: 'pessimistic_write' } });
    const plan = await tenancy.repo(Plan).findOneByOrFail({ id: membership.planId });
    const school = await tenancy.repo(School).findOneByOrFail({});
    const now = await house.clocks.nowFor(membership.contactId);
    const decision = decideMembership(
      { state: membership.state, cancelRequestedAt: iso(membership.cancelRequestedAt), graceEndsAt: iso(membership.graceEndsAt) },
      billing,
      {
        membershipId: membership.id,
        planId: plan.id,
        planTitle: plan.title,
        priceAmount: membership.priceAmount,
        currency: membership.currency,
        intervalMonths: membership.intervalMonths,
        graceDays: school.graceDays,
      },
      now.getTime(),
    );
    const cause = causeOf(before.wakes);
    await storeMembership(house, membership, billing, decision);
    if (started) await forgetRequest(house, before.membership);
    // Somebody gives a card on the wall; a test clock is moved by who plays with it, and Stripe's word wakes it.
    const waitsForCard =
      input.clockId === null && !started && isAskedToStart(membership, billing.subscription, house.clocks.wall());
    const next = waitsForCard ? sooner(decision.next, lookForCard(house.clocks.wall())) : decision.next;
    for (const invoice of billing.invoices) await storeInvoice(house, membership.id, invoice);
    // An account comes with a purchase, not with an address that somebody typed in.
    if (decision.startedAt) {
      const accounts = new MemberAccounts(tenancy, house.events);
      await accounts.open(membership.contactId, 'checkout', new Date(decision.startedAt), membership.id);
    }
    await tellFacts(house, membership.contactId, decision, cause);
    await claimAccess(house, membership, decision, now, cause);
    await waits.seen(owner, before.wakes);
    if (isFinal(decision.state)) await waits.clear(owner);
    else {
      await waits.set(owner, {
        contactId: membership.contactId,
        clockId: input.clockId,
        reason: next?.reason ?? 'News from Stripe',
        dueAt: next ? new Date(next.at) : null,
        eventTypes: [],
      });
    }
    return { state: decision.state, next, done: isFinal(decision.state) };
  });
}

/** A plan that its person already has was paid for once more: the second subscription ends, and nothing of it stays but the record. */
async function undoRepeatedPurchase(
  house: House,
  input: MembershipInput,
  { membership, wakes }: { readonly membership: Membership; readonly wakes: Awaited<ReturnType<WaitLedger['wakes']>> },
  billing: BillingSnapshot,
  repeatsId: string,
): Promise<MembershipSyncResult> {
  const { tenancy } = house;
  const amount = await callingStripe(house, async () =>
    undoPurchase(await house.stripe.for(input.schoolId), membership, billing),
  );
  return tenancy.withSchool(input.schoolId, async () => {
    const owner: WaitOwner = { ownerKind: 'membership', ownerId: membership.id };
    const waits = new WaitLedger(tenancy);
    const { id, contactId, planId, currency } = membership;
    const stripeSubscriptionId = billing.subscription?.id ?? membership.stripeSubscriptionId;
    await tenancy
      .repo(Membership)
      .update({ id }, { state: 'abandoned', repeatsId, stripeSubscriptionId, syncedAt: house.clocks.wall() });
    const { title } = await tenancy.repo(Plan).findOneByOrFail({ id: planId });
    await house.events.record({
      type: 'purchase.undone',
      key: `membership:${id}:undone`,
      contactId,
      occurredAt: await house.clocks.nowFor(contactId),
      cause: causeOf(wakes),
      data: { membershipId: repeatsId, planId, planTitle: title, amount, currency },
    });
    await waits.seen(owner, wakes);
    await waits.clear(owner);
    return { state: 'abandoned', next: null, done: true };
  });
}

async function readAndStart(
  house: House,
  schoolId: string,
  membership: Membership,
): Promise<{ billing: BillingSnapshot; started: boolean }> {
  const stripe = await house.stripe.for(schoolId);
  const billing = await readBilling(stripe, membership);
  const { subscription } = billing;
  const started =
    subscription !== null &&
    isAskedToStart(membership, subscription, house.clocks.wall()) &&
    (await startWithCard(stripe, membership, subscription.id));
  return { billing: started ? await readBilling(stripe, membership) : billing, started };
}

/** The click was carried out; a later one stays. */
async function forgetRequest({ tenancy }: House, { id, startRequestedAt }: Membership): Promise<void> {
  await tenancy.em.query('update membership set start_requested_at = null where id = $1 and start_requested_at = $2', [
    id,
    startRequestedAt,
  ]);
}

type Due = NonNullable<MembershipSyncResult['next']>;
const sooner = (planned: Due | null, other: Due): Due => (planned && planned.at < other.at ? planned : other);

async function storeMembership(
  house: House,
  membership: Membership,
  billing: BillingSnapshot,
  decision: MembershipDecision,
): Promise<void> {
  await house.tenancy.repo(Membership).update(
    { id: membership.id },
    {
      state: decision.state,
      stripeSubscriptionId: billing.subscription?.id ?? membership.stripeSubscriptionId,
      startedAt: date(decision.startedAt),
      trialEndsAt: date(decision.trialEndsAt),
      currentPeriodEndsAt: date(decision.currentPeriodEndsAt),
      cancelRequestedAt: date(decision.cancelRequestedAt),
      endsAt: date(decision.endsAt),
      graceEndsAt: date(decision.graceEndsAt),
      endedAt: date(decision.endedAt),
      hasCard: decision.hasCard,
      card: decision.card,
      cancellationReason: decision.cancellationReason,
      syncedAt: house.clocks.wall(),
    },
  );
}

async function storeInvoice(house: House, membershipId: string, invoice: InvoiceSnapshot): Promise<void> {
  const row: Omit<Invoice, 'id' | 'schoolId'> = {
    membershipId,
    stripeInvoiceId: invoice.id,
    number: invoice.number,
    status: invoice.status,
    amountDue: invoice.amountDue,
    amountPaid: invoice.amountPaid,
    currency: invoice.currency,
    attemptCount: invoice.attemptCount,
    nextAttemptAt: date(invoice.nextAttemptAt),
    periodStartsAt: new Date(invoice.periodStartsAt),
    periodEndsAt: new Date(invoice.periodEndsAt),
    issuedAt: new Date(invoice.issuedAt),
    paidAt: date(invoice.paidAt),
    hostedUrl: invoice.hostedUrl,
  };
  const columns = Object.keys(row).map((name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
  await house.tenancy.em.query(
    `insert into invoice (${columns.join(', ')}) values (${columns.map((_, i) => `$${i + 1}`).join(', ')})
     on conflict (school_id, stripe_invoice_id) do update set ${columns.map((name) => `${name} = excluded.${name}`).join(', ')}`,
    Object.values(row),
  );
}

async function tellFacts(house: House, contactId: string, decision: MembershipDecision, cause: Cause | null): Promise<void> {
  for (const { key, type, occurredAt, data } of decision.facts) {
    await house.events.record({ type, data, key, contactId, occurredAt: new Date(occurredAt), cause });
  }
}

async function claimAccess(
  house: House,
  membership: Membership,
  decision: MembershipDecision,
  now: Date,
  cause: Cause | null,
): Promise<void> {
  const items = await house.tenancy.repo(PlanItem).find({ where: { planId: membership.planId }, order: { position: 'ASC' } });
  await house.access.claim(
    {
      contactId: membership.contactId,
      source: 'membership',
      sourceId: membership.id,
      productIds: items.map((item) => item.productId),
      startsAt: date(decision.access?.startsAt ?? null),
      endsAt: date(decision.access?.endsAt ?? null),
    },
    now,
    cause,
  );
}

const iso = (value: Date | null): string | null => value?.toISOString() ?? null;
const date = (value: string | null): Date | null => (value === null ? null : new Date(value));
