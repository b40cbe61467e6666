import type { GrantActivities } from '@perennial/activities';
import { type GrantInput, taskQueues } from '@perennial/contracts';
import { allHandlersFinished, continueAsNew, proxyActivities, setCurrentDetails } from '@temporalio/workflow';
import { provider } from '../activity-options.js';
import { showAttributes } from '../attributes.js';
import { isLongWait } from '../long-wait.js';
import { type Due, Waker } from '../waker.js';

const { watchGrant } = proxyActivities<GrantActivities>({ ...provider, taskQueue: taskQueues.lifecycle });

/** The end of one right that was given for some days: somebody is there on the day, so that its end is told. */
export async function grant(input: GrantInput, carry?: Due): Promise<void> {
  const waker = new Waker(input.clockId);
  let waiting = carry;
  for (;;) {
    if (waiting === undefined) {
      waker.rest();
      const { next } = await watchGrant(input);
      if (waker.woken) continue;
      if (next === null) return;
      waiting = next;
      if (isLongWait(waiting) && allHandlersFinished()) await continueAsNew<typeof grant>(input, waiting);
    }
    showAttributes({ WaitKind: 'grant ends' });
    setCurrentDetails([`**Ends** ${waiting.at}`, ...(input.clockId ? [`**Test clock** ${input.clockId}`] : [])].join('\n\n'));
    await waker.until(waiting);
    waiting = undefined;
  }
}
