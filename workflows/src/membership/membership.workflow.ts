import type { MembershipActivities } from '@perennial/activities';
import type { MembershipInput } from '@perennial/contracts';
import { taskQueues } from '@perennial/contracts';
import { allHandlersFinished, continueAsNew, proxyActivities, setCurrentDetails } from '@temporalio/workflow';
import { provider } from '../activity-options.js';
import { showAttributes } from '../attributes.js';
import { isLongWait } from '../long-wait.js';
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
      waker.rest();
      const result = await syncMembership(input);
      if (waker.woken) continue;
      if (result.done) return;
      waiting = { state: result.state, due: { at: result.next?.at ?? null, reason: result.next?.reason ?? 'News from Stripe' } };
      if (isLongWait(waiting.due) && allHandlersFinished()) await continueAsNew<typeof membership>(input, waiting);
      showAttributes({ WaitKind: waiting.due.reason });
    }
    // Details are lost with each continue-as-new; setting them costs no event.
    setCurrentDetails(detailsOf(input, waiting));
    await waker.until(waiting.due);
    waiting = undefined;
  }
}

function detailsOf(input: MembershipInput, { state, due }: MembershipCarry): string {
  return [
    `**State** ${state}`,
    `**Waits for** ${due.reason}${due.at ? `, ${due.at}` : ''}`,
    ...(input.clockId ? [`**Test clock** ${input.clockId}`] : []),
  ].join('\n\n');
}
