import { type SchoolScoped, wakeSignal, workflow } from '../definition.js';
import { taskQueues } from '../task-queues.js';

/** Input of `enrolment`: the drip of one course to one contact. */
export interface EnrolmentInput extends SchoolScoped {
  readonly enrolmentId: string;
  readonly contactId: string;
  readonly courseId: string;
  readonly clockId: string | null;
}

/** Input of `grant`: the end of access that was given for some days. */
export interface GrantInput extends SchoolScoped {
  readonly entitlementId: string;
  readonly contactId: string;
  readonly clockId: string | null;
}

/** Workflows of the area learning. */
export const learningWorkflows = {
  enrolment: workflow<EnrolmentInput, typeof wakeSignal>({
    name: 'enrolment',
    queue: taskQueues.lifecycle,
    idPrefix: 'enrolment-',
    key: ({ enrolmentId }) => enrolmentId,
    attributes: ({ contactId, courseId, clockId }) => ({ ContactId: contactId, CourseId: courseId, ClockId: clockId }),
    summary: 'Enrolment: opens the lessons of a course over time',
    signals: [wakeSignal],
    onConflict: 'signalOrStart',
  }),
  grant: workflow<GrantInput, typeof wakeSignal>({
    name: 'grant',
    queue: taskQueues.lifecycle,
    idPrefix: 'grant-',
    key: ({ entitlementId }) => entitlementId,
    attributes: ({ contactId, clockId }) => ({ ContactId: contactId, ClockId: clockId }),
    summary: 'Grant: the end of access given for a time',
    signals: [wakeSignal],
    onConflict: 'signalOrStart',
  }),
} as const;
