import type { MembershipInput } from '@perennial/contracts';
import { Invoice, Membership, Plan, School } from '@perennial/db';
import { type BillingSnapshot, decideMembership, type MembershipDecision } from '@perennial/domain/billing';
import { isoOrNull } from '@perennial/domain/calendar';
import { type RecordedInvoice, readBilling } from '@perennial/stripe';
import { In, Not } from 'typeorm';
import type { Services } from '../platform/services.js';
import { WaitLedger, type WaitOwner, type WakingEvent } from '../platform/wait-ledger.js';
import { isAskedToStart, startWithCard } from './start-subscription.js';
import { carryOut } from './stripe-commands.js';

/** Rounds of changes at Stripe in one sync at most: ending a subscription leaves invoices to void. */
const roundsAtMost = 3;

/** A membership as an earlier sync recorded it, and the events that asked for this one. */
export interface KnownBefore {
  readonly membership: Membership;
  readonly wakes: readonly WakingEvent[];
  readonly invoices: readonly RecordedInvoice[];
}

/** The owner of the waits and wake rows of a membership. */
export const waitOwnerOf = ({ membershipId }: Pick<MembershipInput, 'membershipId'>): WaitOwner => ({
  ownerKind: 'membership',
  ownerId: membershipId,
});

/**
 * Reads the stored state before the call to Stripe. An event that arrives in the meantime stays and signals the membership
 * again.
 */
export function readKnown(services: Services, input: MembershipInput): Promise<KnownBefore> {
  const { tenancy } = services;
  return tenancy.withSchool(input.schoolId, async () => ({
    membership: await tenancy.repo(Membership).findOneByOrFail({ id: input.membershipId }),
    wakes: await new WaitLedger(tenancy).wakes(waitOwnerOf(input)),
    invoices: await recordedInvoices(services, input),
  }));
}

/** Invoices that may still change, and the newest that cannot: Stripe's list is read from the newest down to it. In the open scope. */
async function recordedInvoices({ tenancy }: Services, { membershipId }: MembershipInput): Promise<RecordedInvoice[]> {
  const invoices = tenancy.repo(Invoice);
  const changeable = await invoices.findBy({ membershipId, status: Not(In(['paid', 'void'])) });
  const newestFinal = await invoices.find({
    where: { membershipId, status: In(['paid', 'void']) },
    order: { issuedAt: 'DESC', id: 'DESC' },
    take: 1,
  });
  return [...changeable, ...newestFinal];
}

/** Reads a membership at Stripe. Starts it first if its member has just requested this and there is a card. */
export async function readAndStart(
  services: Services,
  schoolId: string,
  { membership, invoices }: KnownBefore,
): Promise<{ billing: BillingSnapshot; started: boolean }> {
  const stripe = await services.stripe.for(schoolId);
  const billing = await readBilling(stripe, membership, invoices);
  const { subscription } = billing;
  const started =
    subscription !== null &&
    isAskedToStart(membership, subscription, services.clocks.wall()) &&
    (await startWithCard(stripe, membership, subscription.id));
  return { billing: started ? await readBilling(stripe, membership, invoices) : billing, started };
}

/** Makes the changes at Stripe that the decision requires, and re-reads the result, because only Stripe's state is recorded. */
export async function changeAtStripe(
  services: Services,
  schoolId: string,
  { membership, invoices }: KnownBefore,
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
    known = await readBilling(stripe, membership, invoices);
  }
  return known;
}

/** Decides from the snapshot of Stripe. In the open scope. */
export async function decide(
  { tenancy }: Services,
  membership: Membership,
  billing: BillingSnapshot,
  now: Date,
): Promise<MembershipDecision> {
  const plan = await tenancy.repo(Plan).findOneByOrFail({ id: membership.planId });
  const school = await tenancy.repo(School).findOneByOrFail({});
  return decideMembership(
    {
      state: membership.state,
      cancelRequestedAt: isoOrNull(membership.cancelRequestedAt),
      graceEndsAt: isoOrNull(membership.graceEndsAt),
    },
    billing,
    {
      membershipId: membership.id,
      planId: plan.id,
      planTitle: plan.title,
      priceAmount: membership.priceAmount,
      chargeAmount: membership.chargeAmount,
      currency: membership.currency,
      intervalMonths: membership.intervalMonths,
      graceDays: school.graceDays,
    },
    now.getTime(),
  );
}
