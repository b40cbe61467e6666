import type { LearningActivities } from '@perennial/activities';
import { adminPages, type EnrolmentInput, taskQueues } from '@perennial/contracts';
import { allHandlersFinished, proxyActivities } from '@temporalio/workflow';
import { provider } from '../activity-options.js';
import { isLongWait } from '../long-wait.js';
import { clockLine, continueWaiting, showAttributes, showDetails } from '../operators.js';
import { afterFailure, outlive } from '../outlive.js';
import { type Due, Waker } from '../waker.js';

const { syncEnrolment } = proxyActivities<LearningActivities>({ ...provider, taskQueue: taskQueues.lifecycle });

/** The drip of one course to one person. It exists only while a lesson is still to open; every decision is in `releaseSchedule`. */
export async function enrolment(input: EnrolmentInput, carry?: Due): Promise<void> {
  const waker = new Waker(input.clockId);
  let waiting = carry;
  for (;;) {
    if (waiting === undefined) {
      show(input, '**At work** looking at what is open');
      waker.rest();
      const result = await outlive(() => syncEnrolment(input));
      if (waker.woken) continue;
      const next = result ? result.next : afterFailure();
      if (result?.done || next === null) {
        show(input, 'Nothing is left to open.');
        return;
      }
      waiting = next;
      if (isLongWait(waiting) && allHandlersFinished())
        await continueWaiting<typeof enrolment>(attributesOf(waiting), input, waiting);
    }
    showAttributes(attributesOf(waiting));
    show(input, `**Waits for** ${waiting.reason}${waiting.at ? `, ${waiting.at}` : ''}`);
    await waker.until(waiting);
    waiting = undefined;
  }
}

const attributesOf = ({ at }: Due) => ({ WaitKind: at === null ? 'lesson before' : 'lessons open' });

function show({ contactId, courseId, clockId }: EnrolmentInput, line: string): void {
  showDetails([line, clockLine(clockId)], [adminPages.person(contactId), adminPages.course(courseId)]);
}
