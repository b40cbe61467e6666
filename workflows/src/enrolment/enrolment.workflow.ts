import type { LearningActivities } from '@perennial/activities';
import type { EnrolmentInput } from '@perennial/contracts';
import { taskQueues } from '@perennial/contracts';
import { allHandlersFinished, continueAsNew, proxyActivities, setCurrentDetails } from '@temporalio/workflow';
import { provider } from '../activity-options.js';
import { showAttributes } from '../attributes.js';
import { isLongWait } from '../long-wait.js';
import { type Due, Waker } from '../waker.js';

const { syncEnrolment } = proxyActivities<LearningActivities>({ ...provider, taskQueue: taskQueues.lifecycle });

/** The drip of one course to one person. It exists only while a lesson is still to open; every decision is in `releaseSchedule`. */
export async function enrolment(input: EnrolmentInput, carry?: Due): Promise<void> {
  const waker = new Waker(input.clockId);
  let waiting = carry;
  for (;;) {
    if (waiting === undefined) {
      waker.rest();
      const { next, done } = await syncEnrolment(input);
      if (waker.woken) continue;
      if (done || next === null) return;
      waiting = next;
      if (isLongWait(waiting) && allHandlersFinished()) await continueAsNew<typeof enrolment>(input, waiting);
    }
    show(input, waiting);
    await waker.until(waiting);
    waiting = undefined;
  }
}

function show(input: EnrolmentInput, { at, reason }: Due): void {
  showAttributes({ WaitKind: at === null ? 'lesson before' : 'lessons open' });
  setCurrentDetails(
    [
      `**Waits for** ${reason}${at ? `, ${at}` : ''}`,
      `**Course** ${input.courseId}`,
      ...(input.clockId ? [`**Test clock** ${input.clockId}`] : []),
    ].join('\n\n'),
  );
}
