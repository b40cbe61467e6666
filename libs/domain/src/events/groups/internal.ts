import { z } from 'zod';
import { define } from '../definition.js';
import { instant, reference, text } from '../fields.js';
import { courseSample, lessonSample, membershipSample } from '../shared-fields.js';

/** Notices of the product to itself: no trigger, wait or webhook may name them. */
export const internalEvents = {
  'certificate.requested': define({
    label: 'Certificate requested',
    description: 'A certificate is to be drawn, stored and announced.',
    group: 'Internal',
    data: z.object({ certificateId: reference('certificate', 'Certificate'), courseId: reference('course', 'Course') }),
    sample: { certificateId: '01920000-0000-7000-8000-000000000005', courseId: courseSample.courseId },
    personal: [],
  }),
  'course.outline_changed': define({
    label: 'Course outline changed',
    description: 'Staff changed the lessons of a course or when they open; waiting enrolments look again.',
    group: 'Internal',
    data: z.object({
      courseId: reference('course', 'Course'),
      addedLessonIds: z.array(z.uuid()).meta({ title: 'Lessons that are new' }),
    }),
    sample: { courseId: courseSample.courseId, addedLessonIds: [lessonSample.lessonId] },
    personal: [],
  }),
  'school.time_zone_changed': define({
    label: 'School’s time zone changed',
    description: 'The school moved to another time zone; enrolments that go by its clock look again.',
    group: 'Internal',
    data: z.object({ timeZone: text('Time zone') }),
    sample: { timeZone: 'Europe/Berlin' },
    personal: [],
  }),
  'stripe.event_received': define({
    label: 'Stripe event received',
    description: 'Stripe told us that something changed; the membership re-reads its subscription.',
    group: 'Internal',
    data: z.object({
      stripeEventId: text('Stripe event'),
      stripeType: text('Stripe type'),
      membershipId: z.uuid().nullable().meta({ title: 'Membership' }),
    }),
    sample: { stripeEventId: 'evt_1', stripeType: 'invoice.paid', membershipId: membershipSample.membershipId },
    personal: [],
  }),
  'stripe.connected': define({
    label: 'Stripe connected',
    description: 'The school connected its Stripe account; reconciliation starts.',
    group: 'Internal',
    data: z.object({ connectionId: z.uuid().meta({ title: 'Connection' }) }),
    sample: { connectionId: '01920000-0000-7000-8000-000000000008' },
    personal: [],
  }),
  'stripe.connection_restored': define({
    label: 'Stripe connection restored',
    description: 'Stripe accepts the key again; what happened meanwhile is read.',
    group: 'Internal',
    data: z.object({ connectionId: z.uuid().meta({ title: 'Connection' }) }),
    sample: { connectionId: '01920000-0000-7000-8000-000000000008' },
    personal: [],
  }),
  'membership.sync_requested': define({
    label: 'Membership sync requested',
    description:
      'Something of ours changed the subscription at Stripe, or a person asked to compare; the membership re-reads it.',
    group: 'Internal',
    data: z.object({ membershipId: reference('membership', 'Membership'), reason: text('Reason') }),
    sample: { membershipId: membershipSample.membershipId, reason: 'cancelled in the portal' },
    personal: [],
  }),
  'clock.advance_requested': define({
    label: 'Test clock advance requested',
    description: 'A test clock is to move to a later instant.',
    group: 'Internal',
    data: z.object({ clockId: z.uuid().meta({ title: 'Clock' }), to: instant('To') }),
    sample: { clockId: '01920000-0000-7000-8000-000000000006', to: '2027-02-01T00:00:00Z' },
    personal: [],
  }),
  'run.operated': define({
    label: 'Journey operated',
    description: 'Staff retried, skipped or stopped a step of a journey.',
    group: 'Internal',
    data: z.object({
      runId: z.uuid().meta({ title: 'Journey' }),
      action: z.enum(['retry', 'skip', 'stop']).meta({ title: 'Action' }),
    }),
    sample: { runId: '01920000-0000-7000-8000-000000000007', action: 'retry' },
    personal: [],
  }),
  'workflow.restart_requested': define({
    label: 'Restart of a workflow requested',
    description: 'Staff asked to end a workflow that cannot go on and to start it again from what is stored.',
    group: 'Internal',
    data: z.object({ workflowId: text('Workflow'), executionId: text('Execution') }),
    sample: {
      workflowId: 'run-01920000-0000-7000-8000-000000000007',
      executionId: '01920000-0000-7000-8000-000000000011',
    },
    personal: [],
  }),
  'grant.dated': define({
    label: 'End of a grant set',
    description: 'A grant got a date on which it ends; somebody must look on that day.',
    group: 'Internal',
    data: z.object({ entitlementId: z.uuid().meta({ title: 'Grant' }), endsAt: instant('Ends') }),
    sample: { entitlementId: '01920000-0000-7000-8000-000000000009', endsAt: '2027-02-01T00:00:00Z' },
    personal: [],
  }),
  'contacts.import_requested': define({
    label: 'Import of contacts requested',
    description: 'Staff checked a file of people and started its import.',
    group: 'Internal',
    data: z.object({ importId: z.uuid().meta({ title: 'Import' }) }),
    sample: { importId: '01920000-0000-7000-8000-000000000011' },
    personal: [],
  }),
  'mail.test_requested': define({
    label: 'Test mail requested',
    description: 'Staff asked for a sample of a template, sent to themselves.',
    group: 'Internal',
    data: z.object({
      templateId: z.uuid().meta({ title: 'Template' }),
      to: text('To'),
      eventType: text('Filled in as for'),
    }),
    sample: { templateId: '01920000-0000-7000-8000-000000000010', to: 'staff@example.com', eventType: 'trial.ending' },
    personal: ['to'],
  }),
  'sign_in.link_requested': define({
    label: 'Sign-in link requested',
    description: 'A person asked for a sign-in or password link. The token is made where the mail is sent.',
    group: 'Internal',
    data: z.object({ purpose: z.enum(['sign_in', 'reset_password', 'welcome']).meta({ title: 'Purpose' }) }),
    sample: { purpose: 'sign_in' },
    personal: [],
  }),
} as const;
