import type { MembershipActivities } from '@perennial/activities';
import { adminPages, type MembershipInput, needsAttention, taskQueues, waitLabel } from '@perennial/contracts';
import { proxyActivities } from '@temporalio/workflow';
import { watch } from '../activity-options.js';
import { type Carried, runEntity } from '../entity-loop.js';
import { clockLine, continueWaiting, showDetails } from '../operators.js';
import type { Due } from '../wake-signal.js';

const { syncMembership } = proxyActivities<MembershipActivities>({ ...watch, taskQueue: taskQueues.lifecycle });

/** State of a continued membership, which begins with the wait. */
interface Waiting {
  readonly state: string;
  readonly due: Due;
  /** Stripe refused; the membership's row says why. */
  readonly refused?: boolean;
}

/**
 * Syncs one membership with Stripe at its dates and signals. Stripe has the authoritative data; all decisions are in
 * `decideMembership`.
 */
export function membership(input: MembershipInput, carried?: Carried<Waiting>): Promise<void> {
  return runEntity<Waiting>({
    clockId: input.clockId,
    carried,
    attributes: 'each new wait',
    atWork: ['**At work** reading the subscription'],
    async work() {
      const { state, next, done, refused } = await syncMembership(input);
      if (done) return { kind: 'done' };
      const due = next ?? { at: null, reason: 'stripe_news' };
      return { kind: 'wait', waiting: { state, due, ...(refused && { refused }) } };
    },
    present: ({ state, due, refused }) => ({
      due,
      attributes: { WaitKind: refused ? needsAttention : due.reason },
      lines: [`**State** ${state}`, `**Waits for** ${waitLabel(due.reason)}${due.at ? `, ${due.at}` : ''}`],
    }),
    show: (lines) => showDetails([...lines, clockLine(input.clockId)], [adminPages.person(input.contactId)]),
    continueAsNew: (attributes, carry) => continueWaiting<typeof membership>(attributes, input, carry),
  });
}
