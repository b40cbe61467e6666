import { Invoice, Membership, PlanItem } from '@perennial/db';
import type { BillingSnapshot, InvoiceSnapshot, MembershipDecision } from '@perennial/domain/billing';
import type { Cause } from '@perennial/services';
import { In } from 'typeorm';
import type { Services } from '../platform/services.js';

/** Records a decision: the row, the invoices that changed, the events that are new, and the access. In the open scope. */
export async function recordMembership(
  services: Services,
  membership: Membership,
  billing: BillingSnapshot,
  decision: MembershipDecision,
  { now, cause }: { readonly now: Date; readonly cause: Cause | null },
): Promise<void> {
  await storeMembership(services, membership, billing, decision);
  await storeInvoices(services, membership.id, billing.invoices);
  await recordEvents(services, membership, decision, cause);
  await claimAccess(services, membership, decision, now, cause);
}

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
      ...(decision.charge && { chargeAmount: decision.charge.amount }),
      // A payment after the end waits for staff, not for Stripe.
      ...(membership.problem !== 'paid_after_end' && { problem: null, problemDetail: null, problemSince: null }),
      syncedAt: services.clocks.wall(),
    },
  );
  // A card, a date or an invoice may have changed without an event.
  const { contactId } = membership;
  services.events.announce(
    {
      admin: [{ key: 'contacts', id: contactId }, { key: 'membership-problems' }],
      portal: [{ key: 'memberships' }, { key: 'home' }],
    },
    contactId,
  );
}

/** Writes invoices that are new or differ from their row: a long membership has many that no longer change. */
async function storeInvoices({ tenancy }: Services, membershipId: string, invoices: readonly InvoiceSnapshot[]): Promise<void> {
  const stored = await tenancy.repo(Invoice).findBy({ membershipId, stripeInvoiceId: In(invoices.map(({ id }) => id)) });
  const changed = invoices
    .map((invoice) => rowOf(membershipId, invoice))
    .filter((row) => {
      const known = stored.find(({ stripeInvoiceId }) => stripeInvoiceId === row.stripeInvoiceId);
      return !known || differs(known, row);
    });
  if (changed.length > 0) await tenancy.repo(Invoice).upsert(changed, ['schoolId', 'stripeInvoiceId']);
}

type InvoiceRow = Omit<Invoice, 'id' | 'schoolId'>;

const rowOf = (membershipId: string, invoice: InvoiceSnapshot): InvoiceRow => ({
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
});

function differs(known: Invoice, row: InvoiceRow): boolean {
  const plain = (value: unknown): unknown => (value instanceof Date ? value.getTime() : value);
  return (Object.keys(row) as (keyof InvoiceRow)[]).some((field) => plain(known[field]) !== plain(row[field]));
}

/** Records the events whose keys are new: the decision names every event that is true, recorded before or not. */
async function recordEvents(
  { tenancy, clocks, events }: Services,
  { id, contactId }: Membership,
  { facts }: MembershipDecision,
  cause: Cause | null,
): Promise<void> {
  const recorded = await tenancy.rows<{ key: string }>('select key from event_key where key = any($1)', [
    facts.map(({ key }) => key),
  ]);
  const keys = new Set(recorded.map(({ key }) => key));
  for (const { key, type, occurredAt, data } of facts) {
    if (keys.has(key)) continue;
    const eventId = await events.record({ type, data, key, contactId, occurredAt: new Date(occurredAt), cause });
    if (eventId === null || type !== 'payment.received_after_end') continue;
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

const date = (value: string | null): Date | null => (value === null ? null : new Date(value));
