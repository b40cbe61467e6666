import type { GrantActivities } from '@perennial/activities';
import { adminPages, type GrantInput, taskQueues } from '@perennial/contracts';
import { allHandlersFinished, proxyActivities } from '@temporalio/workflow';
import { provider } from '../activity-options.js';
import { isLongWait } from '../long-wait.js';
import { clockLine, continueWaiting, showAttributes, showDetails } from '../operators.js';
import { afterFailure, outlive } from '../outlive.js';
import { type Due, Waker } from '../waker.js';

const { watchGrant } = proxyActivities<GrantActivities>({ ...provider, taskQueue: taskQueues.lifecycle });
const shown = { WaitKind: 'grant ends' };

/** The end of one right that was given for some days: somebody is there on the day, so that its end is told. */
export async function grant(input: GrantInput, carry?: Due): Promise<void> {
  const waker = new Waker(input.clockId);
  let waiting = carry;
  for (;;) {
    if (waiting === undefined) {
      waker.rest();
      const result = await outlive(() => watchGrant(input));
      if (waker.woken) continue;
      const next = result ? result.next : afterFailure();
      if (next === null) return;
      waiting = next;
      if (isLongWait(waiting) && allHandlersFinished()) await continueWaiting<typeof grant>(shown, input, waiting);
    }
    showAttributes(shown);
    showDetails([`**Ends** ${waiting.at}`, clockLine(input.clockId)], [adminPages.person(input.contactId)]);
    await waker.until(waiting);
    waiting = undefined;
  }
}
