import type { MembershipInput } from '@perennial/contracts';
import { type Invoice, Membership, Plan, PlanItem, School } from '@perennial/db';
import {
  type BillingSnapshot,
  decideMembership,
  type InvoiceSnapshot,
  isFinal,
  type MembershipDecision,
} from '@perennial/domain/billing';
import { type Cause, MemberAccounts } from '@perennial/services';
import type { Services } from '../platform/services.js';
import { callingStripe, StripeRefusedError } from '../platform/stripe-failure.js';
import { causeOf, WaitLedger, type WaitOwner } from '../platform/wait-ledger.js';
import { readBilling } from './billing-reader.js';
import { repeatedMembership, undoPurchase } from './repeated-purchase.js';
import { isAskedToStart, lookForCard, startWithCard } from './start-subscription.js';
import { carryOut } from './stripe-commands.js';

/** What the membership workflow must do next. Instants in ISO 8601. */
export interface MembershipSyncResult {
  readonly state: string;
  readonly next: Due | null;
  readonly done: boolean;
}

interface Due {
  readonly at: string;
  readonly reason: string;
  /** Counts on the wall, also where business time is a test clock. */
  readonly onWall?: true;
}

/** How soon a membership that Stripe refused is tried again, in milliseconds. A key that works wakes it sooner. */
const againAfterRefusal = 60 * 60_000;
/** Rounds of changes at Stripe in one sync at most: ending a subscription leaves invoices to void. */
const roundsAtMost = 3;

/**
 * Re-reads a membership at Stripe, compares, and commits everything that follows in one transaction: the row, its
 * invoices, the events, the access, and what to wait for. Repeating it tells nothing twice. What Stripe refuses is kept for
 * staff and tried again later: a refusal never ends the watch over a membership.
 */
export async function syncMembership(services: Services, input: MembershipInput): Promise<MembershipSyncResult> {
  try {
    return await sync(services, input);
  } catch (error) {
    if (!(error instanceof StripeRefusedError)) throw error;
    return keepProblem(services, input, error);
  }
}

const ownerOf = ({ membershipId }: MembershipInput): WaitOwner => ({ ownerKind: 'membership', ownerId: membershipId });

/** Writes down that Stripe refused, and when it is asked again. */
function keepProblem(
  { tenancy, clocks }: Services,
  input: MembershipInput,
  { problem, detail }: StripeRefusedError,
): Promise<MembershipSyncResult> {
  const waits = new WaitLedger(tenancy);
  const owner = ownerOf(input);
  return tenancy.withSchool(input.schoolId, async () => {
    const now = clocks.wall();
    const next: Due = {
      at: new Date(now.getTime() + againAfterRefusal).toISOString(),
      reason: 'Try again after a refusal by Stripe',
      onWall: true,
    };
    const membership = await tenancy
      .repo(Membership)
      .findOneOrFail({ where: { id: input.membershipId }, lock: { mode: 'pessimistic_write' } });
    const problemSince = membership.problem === problem ? membership.problemSince : now;
    await tenancy.repo(Membership).update({ id: membership.id }, { problem, problemDetail: detail.slice(0, 500), problemSince });
    await waits.seen(owner, await waits.wakes(owner));
    const dueAt = input.clockId === null ? new Date(next.at) : null;
    const wait = { contactId: membership.contactId, clockId: input.clockId, reason: next.reason, dueAt, eventTypes: [] };
    await waits.set(owner, wait);
    return { state: membership.state, next, done: false };
  });
}

async function sync(services: Services, input: MembershipInput): Promise<MembershipSyncResult> {
  const { tenancy } = services;
  const owner = ownerOf(input);
  const waits = new WaitLedger(tenancy);
  const before = await tenancy.withSchool(input.schoolId, async () => ({
    membership: await tenancy.repo(Membership).findOneByOrFail({ id: input.membershipId }),
    // Read before Stripe is: what comes in meanwhile stays and wakes again.
    wakes: await waits.wakes(owner),
  }));
  const { billing, started } = await callingStripe(services, () => readAndStart(services, input.schoolId, before.membership));
  const repeats = await tenancy.withSchool(input.schoolId, () => repeatedMembership(tenancy, before.membership, billing));
  if (repeats) return undoRepeatedPurchase(services, input, before, billing, repeats);
  const settled = await callingStripe(services, () => changeAtStripe(services, input.schoolId, before.membership, billing));

  return tenancy.withSchool(input.schoolId, async () => {
    const membership = await tenancy
      .repo(Membership)
      .findOneOrFail({ where: { id: input.membershipId }, lock: { mode: 'pessimistic_write' } });
    const now = await services.clocks.nowFor(membership.contactId);
    const decision = await decide(services, membership, settled, now);
    const cause = causeOf(before.wakes);
    await storeMembership(services, membership, settled, decision);
    if (started) await forgetRequest(services, before.membership);
    // Somebody gives a card on the wall; a test clock is moved by who plays with it, and Stripe's word wakes it.
    const waitsForCard =
      input.clockId === null && !started && isAskedToStart(membership, settled.subscription, services.clocks.wall());
    const next = waitsForCard ? sooner(decision.next, lookForCard(services.clocks.wall())) : decision.next;
    for (const invoice of settled.invoices) await storeInvoice(services, membership.id, invoice);
    // An account comes with a purchase, not with an address that somebody typed in.
    if (decision.startedAt) {
      const accounts = new MemberAccounts(tenancy, services.events);
      await accounts.open(membership.contactId, 'checkout', new Date(decision.startedAt), membership.id);
    }
    await tellFacts(services, membership, decision, cause);
    await claimAccess(services, membership, decision, now, cause);
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
  services: Services,
  input: MembershipInput,
  { membership, wakes }: { readonly membership: Membership; readonly wakes: Awaited<ReturnType<WaitLedger['wakes']>> },
  billing: BillingSnapshot,
  repeatsId: string,
): Promise<MembershipSyncResult> {
  const { tenancy } = services;
  const amount = await callingStripe(services, async () =>
    undoPurchase(await services.stripe.for(input.schoolId), membership, billing),
  );
  return tenancy.withSchool(input.schoolId, async () => {
    const owner: WaitOwner = { ownerKind: 'membership', ownerId: membership.id };
    const waits = new WaitLedger(tenancy);
    const { id, contactId, planId, currency } = membership;
    const stripeSubscriptionId = billing.subscription?.id ?? membership.stripeSubscriptionId;
    await tenancy
      .repo(Membership)
      .update({ id }, { state: 'abandoned', repeatsId, stripeSubscriptionId, syncedAt: services.clocks.wall() });
    const { title } = await tenancy.repo(Plan).findOneByOrFail({ id: planId });
    await services.events.record({
      type: 'purchase.undone',
      key: `membership:${id}:undone`,
      contactId,
      occurredAt: await services.clocks.nowFor(contactId),
      cause: causeOf(wakes),
      data: { membershipId: repeatsId, planId, planTitle: title, amount, currency },
    });
    await waits.seen(owner, wakes);
    await waits.clear(owner);
    return { state: 'abandoned', next: null, done: true };
  });
}

async function readAndStart(
  services: Services,
  schoolId: string,
  membership: Membership,
): Promise<{ billing: BillingSnapshot; started: boolean }> {
  const stripe = await services.stripe.for(schoolId);
  const billing = await readBilling(stripe, membership);
  const { subscription } = billing;
  const started =
    subscription !== null &&
    isAskedToStart(membership, subscription, services.clocks.wall()) &&
    (await startWithCard(stripe, membership, subscription.id));
  return { billing: started ? await readBilling(stripe, membership) : billing, started };
}

/** What follows from what Stripe said. In the open scope. */
async function decide(
  { tenancy }: Services,
  membership: Membership,
  billing: BillingSnapshot,
  now: Date,
): Promise<MembershipDecision> {
  const plan = await tenancy.repo(Plan).findOneByOrFail({ id: membership.planId });
  const school = await tenancy.repo(School).findOneByOrFail({});
  return decideMembership(
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
}

/** Does at Stripe what the decision needs, and reads the result: only what Stripe then says is recorded. */
async function changeAtStripe(
  services: Services,
  schoolId: string,
  membership: Membership,
  billing: BillingSnapshot,
): Promise<BillingSnapshot> {
  let known = billing;
  for (let round = 0; round < roundsAtMost && known.subscription; round++) {
    const { commands } = await services.tenancy.withSchool(schoolId, async () =>
      decide(services, membership, known, await services.clocks.nowFor(membership.contactId)),
    );
    if (commands.length === 0) break;
    const stripe = await services.stripe.for(schoolId);
    await carryOut(services, stripe, known.subscription.id, commands);
    known = await readBilling(stripe, membership);
  }
  return known;
}

/** The click was carried out; a later one stays. */
async function forgetRequest({ tenancy }: Services, { id, startRequestedAt }: Membership): Promise<void> {
  await tenancy.em.query('update membership set start_requested_at = null where id = $1 and start_requested_at = $2', [
    id,
    startRequestedAt,
  ]);
}

const sooner = (planned: Due | null, other: Due): Due => (planned && planned.at < other.at ? planned : other);

async function storeMembership(
  services: Services,
  membership: Membership,
  billing: BillingSnapshot,
  decision: MembershipDecision,
): Promise<void> {
  await services.tenancy.repo(Membership).update(
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
      // A payment after the end waits for somebody, not for Stripe.
      ...(membership.problem !== 'paid_after_end' && { problem: null, problemDetail: null, problemSince: null }),
      syncedAt: services.clocks.wall(),
    },
  );
}

async function storeInvoice(services: Services, membershipId: string, invoice: InvoiceSnapshot): Promise<void> {
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
    needsConfirmation: invoice.needsConfirmation,
  };
  const columns = Object.keys(row).map((name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
  await services.tenancy.em.query(
    `insert into invoice (${columns.join(', ')}) values (${columns.map((_, i) => `$${i + 1}`).join(', ')})
     on conflict (school_id, stripe_invoice_id) do update set ${columns.map((name) => `${name} = excluded.${name}`).join(', ')}`,
    Object.values(row),
  );
}

async function tellFacts(
  { tenancy, clocks, events }: Services,
  { id, contactId }: Membership,
  decision: MembershipDecision,
  cause: Cause | null,
): Promise<void> {
  for (const { key, type, occurredAt, data } of decision.facts) {
    const told = await events.record({ type, data, key, contactId, occurredAt: new Date(occurredAt), cause });
    if (told === null || type !== 'payment.received_after_end') continue;
    const problem = { problem: 'paid_after_end', problemDetail: data.invoiceNumber, problemSince: clocks.wall() } as const;
    await tenancy.repo(Membership).update({ id }, problem);
  }
}

async function claimAccess(
  services: Services,
  membership: Membership,
  decision: MembershipDecision,
  now: Date,
  cause: Cause | null,
): Promise<void> {
  const items = await services.tenancy.repo(PlanItem).find({ where: { planId: membership.planId }, order: { position: 'ASC' } });
  await services.access.claim(
    {
      contactId: membership.contactId,
      source: 'membership',
      sourceId: membership.id,
      productIds: items.map((item) => item.productId),
      startsAt: date(decision.access?.startsAt ?? null),
      endsAt: date(decision.access?.endsAt ?? null),
      reason: decision.closedBecause,
      trialEnded: decision.state === 'paused',
    },
    now,
    cause,
  );
}

const iso = (value: Date | null): string | null => value?.toISOString() ?? null;
const date = (value: string | null): Date | null => (value === null ? null : new Date(value));
