import type { LearningActivities } from '@perennial/activities';
import { adminPages, type EnrolmentInput, taskQueues } from '@perennial/contracts';
import { proxyActivities } from '@temporalio/workflow';
import { database } from '../activity-options.js';
import { type Carried, runEntity } from '../entity-loop.js';
import { clockLine, continueWaiting, showDetails } from '../operators.js';
import type { Due } from '../waker.js';

const { syncEnrolment } = proxyActivities<LearningActivities>({ ...database, taskQueue: taskQueues.lifecycle });

/** The drip of one course to one person. It exists only while a lesson is still to open; every decision is in `releaseSchedule`. */
export function enrolment(input: EnrolmentInput, carried?: Carried<Due>): Promise<void> {
  const { contactId, courseId, clockId } = input;
  return runEntity<Due>({
    clockId,
    carried,
    attributes: 'each wait',
    atWork: ['**At work** reading what is open'],
    async work() {
      const { next, done } = await syncEnrolment(input);
      return done || next === null ? { kind: 'done' } : { kind: 'wait', waiting: next };
    },
    present: (due) => ({
      due,
      attributes: { WaitKind: due.at === null ? 'lesson before' : 'lessons open' },
      lines: [`**Waits for** ${due.reason}${due.at ? `, ${due.at}` : ''}`],
    }),
    show: (lines) => showDetails([...lines, clockLine(clockId)], [adminPages.person(contactId), adminPages.course(courseId)]),
    continueAsNew: (attributes, carry) => continueWaiting<typeof enrolment>(attributes, input, carry),
  });
}
