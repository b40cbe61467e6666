import type { LearningActivities } from '@perennial/activities';
import { adminPages, type EnrolmentInput, taskQueues, waitLabel } from '@perennial/contracts';
import { proxyActivities } from '@temporalio/workflow';
import { database } from '../activity-options.js';
import { type Carried, runEntity } from '../entity-loop.js';
import { clockLine, continueWaiting, showDetails } from '../operators.js';
import type { Due } from '../wake-signal.js';

const { syncEnrolment } = proxyActivities<LearningActivities>({ ...database, taskQueue: taskQueues.lifecycle });

/**
 * Opens the lessons of one course for one person over time. It runs only while a lesson has still to open. All decisions are in
 * `releaseSchedule`.
 */
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
      attributes: { WaitKind: due.reason },
      lines: [`**Waits for** ${waitLabel(due.reason)}${due.at ? `, ${due.at}` : ''}`],
    }),
    show: (lines) => showDetails([...lines, clockLine(clockId)], [adminPages.person(contactId), adminPages.course(courseId)]),
    continueAsNew: (attributes, carry) => continueWaiting<typeof enrolment>(attributes, input, carry),
  });
}
