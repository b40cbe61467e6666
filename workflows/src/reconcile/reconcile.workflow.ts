import type { ReconcileActivities } from '@perennial/activities';
import { adminPages, type ReconcileInput, taskQueues } from '@perennial/contracts';
import { continueAsNew, proxyActivities, workflowInfo } from '@temporalio/workflow';
import { provider } from '../activity-options.js';
import { showDetails } from '../operators.js';
import { afterFailure, outlive } from '../outlive.js';
import { Waker } from '../waker.js';

const day = 86_400_000;
const { sweepStripeEvents, compareSubscriptions } = proxyActivities<ReconcileActivities>({
  ...provider,
  taskQueue: taskQueues.lifecycle,
});

/** Finds what webhooks missed: events every few minutes, every subscription once a day. Ends when Stripe is disconnected. */
export async function reconcile(input: ReconcileInput, comparedAt = 0): Promise<void> {
  const waker = new Waker(null);
  let compared = comparedAt;
  let differed: number | null = null;
  for (;;) {
    waker.rest();
    const swept = await outlive(() => sweepStripeEvents(input));
    if (swept?.nextInSeconds === null) return;
    if (swept && (swept.compareNow || Date.now() - compared >= day)) {
      compared = Date.now();
      differed = await outlive(() => compareSubscriptions(input));
    }
    showDetails(
      [
        compared > 0 ? `**Last comparison** ${at(compared)}${differed === null ? '' : `: ${differed} differed`}` : null,
        `**Last sweep** ${at(Date.now())}: ${swept ? `${swept.found} events found` : 'failed'}`,
      ],
      [adminPages.payments()],
    );
    if (workflowInfo().historyLength > 500 && !waker.woken) await continueAsNew<typeof reconcile>(input, compared);
    await waker.until(
      swept
        ? { at: new Date(Date.now() + swept.nextInSeconds * 1000).toISOString(), reason: 'Next look at Stripe’s events' }
        : afterFailure(),
    );
  }
}

const at = (milliseconds: number): string => new Date(milliseconds).toISOString();
