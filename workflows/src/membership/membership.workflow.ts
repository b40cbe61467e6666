import type { MembershipActivities } from '@perennial/activities';
import { adminPages, type MembershipInput, taskQueues } from '@perennial/contracts';
import { allHandlersFinished, proxyActivities } from '@temporalio/workflow';
import { provider } from '../activity-options.js';
import { isLongWait } from '../long-wait.js';
import { clockLine, continueWaiting, showAttributes, showDetails } from '../operators.js';
import { afterFailure, outlive } from '../outlive.js';
import { type Due, Waker } from '../waker.js';

const { syncMembership } = proxyActivities<MembershipActivities>({ ...provider, taskQueue: taskQueues.lifecycle });

/** State that a continued membership starts with: it goes straight to waiting. */
export interface MembershipCarry {
  readonly state: string;
  readonly due: Due;
}

/** The clock, reconciler and notifier of one membership. Stripe is the ledger; every decision is in `decideMembership`. */
export async function membership(input: MembershipInput, carry?: MembershipCarry): Promise<void> {
  const waker = new Waker(input.clockId);
  let waiting = carry;
  for (;;) {
    if (waiting === undefined) {
      show(input, ['**At work** looking at the subscription']);
      waker.rest();
      const result = await outlive(() => syncMembership(input));
      if (waker.woken) continue;
      if (result?.done) {
        show(input, [`**State** ${result.state}`]);
        return;
      }
      waiting = {
        state: result?.state ?? 'unknown',
        due: result ? (result.next ?? { at: null, reason: 'News from Stripe' }) : afterFailure(),
      };
      const shown = { WaitKind: waiting.due.reason };
      if (isLongWait(waiting.due) && allHandlersFinished()) await continueWaiting<typeof membership>(shown, input, waiting);
      showAttributes(shown);
    }
    const { state, due } = waiting;
    show(input, [`**State** ${state}`, `**Waits for** ${due.reason}${due.at ? `, ${due.at}` : ''}`]);
    await waker.until(due);
    waiting = undefined;
  }
}

function show({ contactId, clockId }: MembershipInput, lines: readonly string[]): void {
  showDetails([...lines, clockLine(clockId)], [adminPages.person(contactId)]);
}
