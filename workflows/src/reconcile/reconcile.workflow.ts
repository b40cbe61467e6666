import type { ReconcileActivities } from '@perennial/activities';
import { adminPages, type ReconcileInput, taskQueues } from '@perennial/contracts';
import { proxyActivities } from '@temporalio/workflow';
import { watch } from '../activity-options.js';
import { runEntity } from '../entity-loop.js';
import { continueWaiting, showDetails } from '../operators.js';

const day = 86_400_000;
const { sweepStripeEvents, compareSubscriptions } = proxyActivities<ReconcileActivities>({
  ...watch,
  taskQueue: taskQueues.lifecycle,
});

interface Swept {
  readonly found: number;
  readonly nextInSeconds: number;
}

/**
 * Finds missed webhooks: polls events every few minutes, and compares every subscription once a day. Ends when Stripe is
 * disconnected.
 */
export function reconcile(input: ReconcileInput, comparedAt = 0): Promise<void> {
  let compared = comparedAt;
  let differed: number | null = null;
  const comparison = () =>
    compared > 0 ? `**Last comparison** ${at(compared)}${differed === null ? '' : `: ${differed} differed`}` : null;
  return runEntity<Swept>({
    clockId: null,
    // Each execution begins with a poll.
    carried: undefined,
    attributes: 'on failure',
    manyEvents: 500,
    async work() {
      const { nextInSeconds, found, compareNow } = await sweepStripeEvents(input);
      if (nextInSeconds === null) return { kind: 'done' };
      if (compareNow || Date.now() - compared >= day) {
        differed = await compareSubscriptions(input);
        compared = Date.now();
      }
      return { kind: 'wait', waiting: { found, nextInSeconds } };
    },
    present: ({ found, nextInSeconds }) => ({
      due: { at: at(Date.now() + nextInSeconds * 1000), reason: 'next_sweep' },
      attributes: { WaitKind: 'next_sweep' },
      lines: [`**Last sweep** ${at(Date.now())}: ${found} events found`],
    }),
    show: (lines) => showDetails([comparison(), ...lines], [adminPages.payments()]),
    continueAsNew: (attributes) => continueWaiting<typeof reconcile>(attributes, input, compared),
  });
}

const at = (milliseconds: number): string => new Date(milliseconds).toISOString();
