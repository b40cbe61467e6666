import type { MembershipActivities } from '@perennial/activities';
import { adminPages, type MembershipInput, needsAttention, taskQueues } from '@perennial/contracts';
import { proxyActivities } from '@temporalio/workflow';
import { watch } from '../activity-options.js';
import { type Carried, runEntity } from '../entity-loop.js';
import { clockLine, continueWaiting, showDetails } from '../operators.js';
import type { Due } from '../waker.js';

const { syncMembership } = proxyActivities<MembershipActivities>({ ...watch, taskQueue: taskQueues.lifecycle });

/** State that a continued membership starts with: it goes straight to waiting. */
interface Waiting {
  readonly state: string;
  readonly due: Due;
  /** Stripe refused; the membership's row says why. */
  readonly refused?: boolean;
}

/** The clock, reconciler and notifier of one membership. Stripe is the ledger; every decision is in `decideMembership`. */
export function membership(input: MembershipInput, carried?: Carried<Waiting>): Promise<void> {
  return runEntity<Waiting>({
    clockId: input.clockId,
    carried,
    attributes: 'each new wait',
    atWork: ['**At work** reading the subscription'],
    async work() {
      const { state, next, done, refused } = await syncMembership(input);
      if (done) return { kind: 'done' };
      const due = next ?? { at: null, reason: 'News from Stripe' };
      return { kind: 'wait', waiting: { state, due, ...(refused && { refused }) } };
    },
    present: ({ state, due, refused }) => ({
      due,
      attributes: { WaitKind: refused ? needsAttention : due.reason },
      lines: [`**State** ${state}`, `**Waits for** ${due.reason}${due.at ? `, ${due.at}` : ''}`],
    }),
    show: (lines) => showDetails([...lines, clockLine(input.clockId)], [adminPages.person(input.contactId)]),
    continueAsNew: (attributes, carry) => continueWaiting<typeof membership>(attributes, input, carry),
  });
}
