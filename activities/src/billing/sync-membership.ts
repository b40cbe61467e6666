import { type MembershipInput, type WaitReason, waitReasons } from '@perennial/contracts';
import { Membership } from '@perennial/db';
import { isFinal, type MembershipDecision } from '@perennial/domain/billing';
import { MemberAccounts } from '@perennial/services';
import type { Services } from '../platform/services.js';
import { callingStripe, StripeRefusedError } from '../platform/stripe-failure.js';
import { causeOf, WaitLedger } from '../platform/wait-ledger.js';
import { changeAtStripe, decide, type KnownBefore, readAndStart, readKnown, waitOwnerOf } from './read-membership.js';
import { recordMembership } from './record-membership.js';
import { repeatedMembership, undoRepeatedPurchase } from './repeated-purchase.js';
import { isAskedToStart, lookForCard } from './start-subscription.js';

/** What the membership workflow must do next. Instants in ISO 8601. */
export interface MembershipSyncResult {
  readonly state: string;
  readonly next: Due | null;
  readonly done: boolean;
  /** Stripe refused; the row says why. */
  readonly refused?: true;
}

interface Due {
  readonly at: string;
  readonly reason: WaitReason;
  /** Uses the wall clock even if business time is a test clock. */
  readonly onWall?: true;
}

/** Pause before a membership that Stripe refused is synced again, in milliseconds. A working key signals it sooner. */
const againAfterRefusal = 60 * 60_000;

/**
 * Re-reads a membership at Stripe, compares, and commits everything that follows in one transaction: the row, its invoices, the
 * events, the access, and what to wait for. Repeating it records nothing twice. Refusals by Stripe are stored for staff and
 * retried later; they do not end the workflow.
 */
export async function syncMembership(services: Services, input: MembershipInput): Promise<MembershipSyncResult> {
  try {
    return await sync(services, input);
  } catch (error) {
    if (!(error instanceof StripeRefusedError)) throw error;
    return keepProblem(services, input, error);
  }
}

/** Reads, decides, makes the required changes at Stripe, and records Stripe's resulting state. */
async function sync(services: Services, input: MembershipInput): Promise<MembershipSyncResult> {
  const { tenancy } = services;
  const before = await readKnown(services, input);
  const { billing, started } = await callingStripe(services, () => readAndStart(services, input.schoolId, before));
  const repeats = await tenancy.withSchool(input.schoolId, () => repeatedMembership(tenancy, before.membership, billing));
  if (repeats) {
    await undoRepeatedPurchase(services, input, before, billing, repeats);
    return { state: 'abandoned', next: null, done: true };
  }
  const changed = await callingStripe(services, () => changeAtStripe(services, input.schoolId, before, billing));

  return tenancy.withSchool(input.schoolId, async () => {
    const membership = await tenancy
      .repo(Membership)
      .findOneOrFail({ where: { id: input.membershipId }, lock: { mode: 'pessimistic_write' } });
    const now = await services.clocks.nowFor(membership.contactId);
    const decision = await decide(services, membership, changed, now);
    // A purchase creates an account; a typed address does not.
    if (decision.startedAt) {
      const accounts = new MemberAccounts(tenancy, services.events);
      await accounts.open(membership.contactId, 'checkout', new Date(decision.startedAt), membership.id);
    }
    await recordMembership(services, membership, changed, decision, { now, cause: causeOf(before.wakes) });
    if (started) await forgetRequest(services, before.membership);
    // A card is added in wall-clock time. On a test clock, staff advance the clock, and the Stripe event signals the membership.
    const waitsForCard =
      input.clockId === null && !started && isAskedToStart(membership, changed.subscription, services.clocks.wall());
    const next = waitsForCard ? sooner(decision.next, lookForCard(services.clocks.wall())) : decision.next;
    await recordWait(services, input, before, decision, next);
    return { state: decision.state, next, done: isFinal(decision.state) };
  });
}

/** Records what the membership waits for now, and that its wake rows were processed. In the open scope. */
async function recordWait(
  { tenancy }: Services,
  input: MembershipInput,
  { membership, wakes }: KnownBefore,
  { state }: MembershipDecision,
  next: Due | null,
): Promise<void> {
  const waits = new WaitLedger(tenancy);
  const owner = waitOwnerOf(input);
  await waits.seen(owner, wakes);
  if (isFinal(state)) return waits.clear(owner);
  await waits.set(owner, {
    contactId: membership.contactId,
    clockId: input.clockId,
    reason: waitReasons[next?.reason ?? 'stripe_news'],
    dueAt: next ? new Date(next.at) : null,
    eventTypes: [],
  });
}

/** Records that Stripe refused, and when the sync is retried. */
function keepProblem(
  { tenancy, clocks, events }: Services,
  input: MembershipInput,
  { problem, detail }: StripeRefusedError,
): Promise<MembershipSyncResult> {
  const waits = new WaitLedger(tenancy);
  const owner = waitOwnerOf(input);
  return tenancy.withSchool(input.schoolId, async () => {
    const now = clocks.wall();
    const next: Due = {
      at: new Date(now.getTime() + againAfterRefusal).toISOString(),
      reason: 'retry_after_refusal',
      onWall: true,
    };
    const membership = await tenancy
      .repo(Membership)
      .findOneOrFail({ where: { id: input.membershipId }, lock: { mode: 'pessimistic_write' } });
    const problemSince = membership.problem === problem ? membership.problemSince : now;
    await tenancy.repo(Membership).update({ id: membership.id }, { problem, problemDetail: detail.slice(0, 500), problemSince });
    events.announce({ admin: [{ key: 'membership-problems' }, { key: 'home' }] });
    await waits.seen(owner, await waits.wakes(owner));
    const dueAt = input.clockId === null ? new Date(next.at) : null;
    const wait = {
      contactId: membership.contactId,
      clockId: input.clockId,
      reason: waitReasons[next.reason],
      dueAt,
      eventTypes: [],
    };
    await waits.set(owner, wait);
    return { state: membership.state, next, done: false, refused: true };
  });
}

/** Clears the processed click, but not a later one. */
async function forgetRequest({ tenancy }: Services, { id, startRequestedAt }: Membership): Promise<void> {
  await tenancy.em.query('update membership set start_requested_at = null where id = $1 and start_requested_at = $2', [
    id,
    startRequestedAt,
  ]);
}

const sooner = (one: Due | null, other: Due): Due => (one && one.at < other.at ? one : other);
