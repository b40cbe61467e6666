import { z } from 'zod';
import { count, currency, instant, minorUnits, reference, text } from './fields.js';

/** Headings under which events are listed in the trigger picker. */
export type EventGroup =
  | 'People'
  | 'Sales'
  | 'Trial'
  | 'Payments'
  | 'Membership'
  | 'Access'
  | 'Learning'
  | 'Certificates'
  | 'Integrations'
  | 'Internal';

/** What the product knows about one type of event. Everything that names events derives from these. */
export interface EventDefinition<S extends z.ZodObject = z.ZodObject> {
  /** What people read: "Membership purchased". */
  readonly label: string;
  readonly description: string;
  readonly group: EventGroup;
  /** Shape of `event.data`; each field's `title` is its label in conditions and variables. */
  readonly data: S;
  readonly sample: z.input<S>;
  /** Field names of `data` that hold personal data: erased with the person, never sent to Temporal. */
  readonly personal: readonly string[];
}

const define = <S extends z.ZodObject>(definition: EventDefinition<S>): EventDefinition<S> => definition;

const membership = {
  membershipId: reference('membership', 'Membership'),
  planId: reference('plan', 'Plan'),
  planTitle: text('Plan title'),
};
const membershipSample = {
  membershipId: '01920000-0000-7000-8000-000000000001',
  planId: '01920000-0000-7000-8000-000000000002',
  planTitle: 'Pottery, all year',
};
const money = { amount: minorUnits('Amount'), currency: currency() };
const course = { courseId: reference('course', 'Course'), courseTitle: text('Course title') };
const courseSample = { courseId: '01920000-0000-7000-8000-000000000003', courseTitle: 'Throwing on the wheel' };
const lesson = { lessonId: reference('lesson', 'Lesson'), lessonTitle: text('Lesson title') };
const lessonSample = { lessonId: '01920000-0000-7000-8000-000000000004', lessonTitle: 'Centring' };
const product = { productId: reference('product', 'Product'), productTitle: text('Product title') };
const productSample = { productId: '01920000-0000-7000-8000-000000000003', productTitle: 'Throwing on the wheel' };

const products = {
  productIds: z.array(z.uuid()).meta({ title: 'Products' }),
  productTitles: z.array(z.string()).meta({ title: 'Product titles' }),
  /** What it came with, in one phrase. */
  productTitle: text('Membership or product'),
};
const productsSample = {
  productIds: [productSample.productId, '01920000-0000-7000-8000-00000000000b'],
  productTitles: [productSample.productTitle, 'Glazing'],
  productTitle: membershipSample.planTitle,
};

/** Every event of the product: the one list behind triggers, conditions, variables, webhooks and API docs. */
export const eventCatalogue = {
  'contact.signed_up': define({
    label: 'Signed up',
    description: 'A person got an account in the portal.',
    group: 'People',
    data: z.object({ source: z.enum(['checkout', 'portal', 'staff', 'api']).meta({ title: 'Where from' }) }),
    sample: { source: 'checkout' },
    personal: [],
  }),
  'contact.logged_in': define({
    label: 'Logged in',
    description: 'A member signed in to the portal.',
    group: 'People',
    data: z.object({ method: z.enum(['password', 'magic_link']).meta({ title: 'Method' }) }),
    sample: { method: 'magic_link' },
    personal: [],
  }),
  'contact.time_zone_changed': define({
    label: 'Time zone changed',
    description: 'A person moved to another time zone; lessons open at the hour of the new one.',
    group: 'People',
    data: z.object({ timeZone: text('Time zone') }),
    sample: { timeZone: 'America/New_York' },
    personal: [],
  }),
  'tag.added': define({
    label: 'Tag added',
    description: 'A tag was put on a person.',
    group: 'People',
    data: z.object({ tag: text('Tag') }),
    sample: { tag: 'vip' },
    personal: [],
  }),
  'tag.removed': define({
    label: 'Tag removed',
    description: 'A tag was taken off a person.',
    group: 'People',
    data: z.object({ tag: text('Tag') }),
    sample: { tag: 'vip' },
    personal: [],
  }),
  'checkout.started': define({
    label: 'Checkout started',
    description: 'A person went to the payment page of a plan.',
    group: 'Sales',
    data: z.object({ ...membership, ...money }),
    sample: { ...membershipSample, amount: 2900, currency: 'eur' },
    personal: [],
  }),
  'membership.purchased': define({
    label: 'Membership purchased',
    description: 'A person bought a plan, with or without a trial.',
    group: 'Sales',
    data: z.object({ ...membership, ...money, interval: text('Billing interval'), trialDays: count('Trial days') }),
    sample: { ...membershipSample, amount: 2900, currency: 'eur', interval: 'every month', trialDays: 14 },
    personal: [],
  }),
  'trial.started': define({
    label: 'Trial started',
    description: 'The free trial of a membership began.',
    group: 'Trial',
    data: z.object({ ...membership, trialEndsAt: instant('Trial ends') }),
    sample: { ...membershipSample, trialEndsAt: '2027-01-31T10:00:00Z' },
    personal: [],
  }),
  'trial.ending': define({
    label: 'Trial ending',
    description: 'The trial ends in 7, 3 or 1 days.',
    group: 'Trial',
    data: z.object({
      ...membership,
      ...money,
      trialEndsAt: instant('Trial ends'),
      daysLeft: count('Days left'),
      hasCard: z.boolean().meta({ title: 'Card on file' }),
    }),
    sample: {
      ...membershipSample,
      amount: 2900,
      currency: 'eur',
      trialEndsAt: '2027-01-31T10:00:00Z',
      daysLeft: 3,
      hasCard: true,
    },
    personal: [],
  }),
  'trial.converted': define({
    label: 'Trial converted',
    description: 'The first charge after a trial was paid.',
    group: 'Trial',
    data: z.object({ ...membership, ...money }),
    sample: { ...membershipSample, amount: 2900, currency: 'eur' },
    personal: [],
  }),
  'trial.ended_without_card': define({
    label: 'Trial ended without card',
    description: 'The trial ran out and there was no card to charge; the membership is paused.',
    group: 'Trial',
    data: z.object({ ...membership }),
    sample: membershipSample,
    personal: [],
  }),
  'payment.succeeded': define({
    label: 'Payment succeeded',
    description: 'A charge of more than zero was paid.',
    group: 'Payments',
    data: z.object({
      ...membership,
      ...money,
      invoiceId: text('Stripe invoice'),
      invoiceNumber: text('Invoice number').nullable(),
      periodEnd: instant('Paid until'),
    }),
    sample: {
      ...membershipSample,
      amount: 2900,
      currency: 'eur',
      invoiceId: 'in_1',
      invoiceNumber: 'PER-0001',
      periodEnd: '2027-02-28T10:00:00Z',
    },
    personal: [],
  }),
  'payment.failed': define({
    label: 'Payment failed',
    description: 'A charge was declined; Stripe tries again unless no next attempt is named.',
    group: 'Payments',
    data: z.object({
      ...membership,
      ...money,
      invoiceId: text('Stripe invoice'),
      attempt: count('Attempt'),
      nextAttemptAt: instant('Next attempt').nullable(),
      graceEndsAt: instant('Access kept until').nullable(),
    }),
    sample: {
      ...membershipSample,
      amount: 2900,
      currency: 'eur',
      invoiceId: 'in_1',
      attempt: 1,
      nextAttemptAt: '2027-03-03T11:00:00Z',
      graceEndsAt: '2027-03-14T11:00:00Z',
    },
    personal: [],
  }),
  'cancellation.scheduled': define({
    label: 'Cancellation scheduled',
    description: 'The membership will end on a date; access lasts until then.',
    group: 'Membership',
    data: z.object({ ...membership, endsAt: instant('Ends') }),
    sample: { ...membershipSample, endsAt: '2027-03-31T10:00:00Z' },
    personal: [],
  }),
  'cancellation.undone': define({
    label: 'Cancellation undone',
    description: 'A scheduled cancellation was taken back.',
    group: 'Membership',
    data: z.object({ ...membership }),
    sample: membershipSample,
    personal: [],
  }),
  'membership.ended': define({
    label: 'Membership ended',
    description: 'A membership is over.',
    group: 'Membership',
    data: z.object({
      ...membership,
      reason: z.enum(['cancelled', 'payment_failed', 'expired', 'revoked']).meta({ title: 'Reason' }),
    }),
    sample: { ...membershipSample, reason: 'cancelled' },
    personal: [],
  }),
  'access.gained': define({
    label: 'Access gained',
    description: 'A person can now open a product that was closed to them.',
    group: 'Access',
    data: z.object({ ...product, source: z.enum(['membership', 'grant']).meta({ title: 'Because of' }) }),
    sample: { ...productSample, source: 'membership' },
    personal: [],
  }),
  'access.lost': define({
    label: 'Access lost',
    description: 'No live right to a product is left.',
    group: 'Access',
    data: z.object({ ...product }),
    sample: productSample,
    personal: [],
  }),
  'access.opened': define({
    label: 'Access gained, told once',
    description: 'One for all the products that a purchase or a grant opened together; “Access gained” tells each of them.',
    group: 'Access',
    data: z.object({ ...products, source: z.enum(['membership', 'grant']).meta({ title: 'Because of' }) }),
    sample: { ...productsSample, source: 'membership' },
    personal: [],
  }),
  'access.closed': define({
    label: 'Access lost, told once',
    description: 'One for all the products that an ending closed together; “Access lost” tells each of them.',
    group: 'Access',
    data: z.object({ ...products, source: z.enum(['membership', 'grant']).meta({ title: 'What ended' }) }),
    sample: { ...productsSample, source: 'membership' },
    personal: [],
  }),
  'lessons.unlocked': define({
    label: 'Lessons unlocked',
    description: 'Lessons opened on their day, or were added to a course that is open to a person.',
    group: 'Learning',
    data: z.object({
      ...course,
      because: z.enum(['schedule', 'added']).meta({ title: 'Why they opened' }),
      lessonIds: z.array(z.uuid()).meta({ title: 'Lessons' }),
      lessonTitles: z.array(z.string()).meta({ title: 'Lesson titles' }),
    }),
    sample: {
      ...courseSample,
      because: 'schedule',
      lessonIds: [lessonSample.lessonId],
      lessonTitles: [lessonSample.lessonTitle],
    },
    personal: [],
  }),
  'course.started': define({
    label: 'Course started',
    description: 'A person opened a lesson of the course for the first time.',
    group: 'Learning',
    data: z.object({ ...course }),
    sample: courseSample,
    personal: [],
  }),
  'lesson.completed': define({
    label: 'Lesson completed',
    description: 'A person finished a lesson.',
    group: 'Learning',
    data: z.object({ ...course, ...lesson, progressPercent: count('Course progress in percent') }),
    sample: { ...courseSample, ...lessonSample, progressPercent: 40 },
    personal: [],
  }),
  'course.completed': define({
    label: 'Course completed',
    description: 'A person finished every required lesson of a course.',
    group: 'Learning',
    data: z.object({ ...course }),
    sample: courseSample,
    personal: [],
  }),
  'certificate.issued': define({
    label: 'Certificate issued',
    description: 'A certificate is stored and can be downloaded.',
    group: 'Certificates',
    data: z.object({ ...course, certificateId: reference('certificate', 'Certificate'), serial: text('Serial') }),
    sample: { ...courseSample, certificateId: '01920000-0000-7000-8000-000000000005', serial: 'PER-2027-7K3Q9' },
    personal: [],
  }),
  'certificate.requested': define({
    label: 'Certificate requested',
    description: 'A certificate is to be drawn, stored and announced.',
    group: 'Internal',
    data: z.object({ certificateId: reference('certificate', 'Certificate'), courseId: reference('course', 'Course') }),
    sample: { certificateId: '01920000-0000-7000-8000-000000000005', courseId: courseSample.courseId },
    personal: [],
  }),
  'certificate.revoked': define({
    label: 'Certificate revoked',
    description: 'Staff withdrew a certificate; its check page says so.',
    group: 'Certificates',
    data: z.object({
      ...course,
      certificateId: reference('certificate', 'Certificate'),
      serial: text('Serial'),
      reason: text('Reason'),
    }),
    sample: {
      ...courseSample,
      certificateId: '01920000-0000-7000-8000-000000000005',
      serial: 'PER-2027-7K3Q9',
      reason: 'Issued by mistake',
    },
    personal: ['reason'],
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
  'custom.event': define({
    label: 'Custom event',
    description: 'An event sent by another system through the API.',
    group: 'Integrations',
    data: z.object({
      name: text('Name'),
      properties: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).meta({ title: 'Properties' }),
    }),
    sample: { name: 'webinar.attended', properties: { minutes: 42 } },
    personal: ['properties'],
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
  'grant.dated': define({
    label: 'End of a grant set',
    description: 'A grant got a date on which it ends; somebody must look on that day.',
    group: 'Internal',
    data: z.object({ entitlementId: z.uuid().meta({ title: 'Grant' }), endsAt: instant('Ends') }),
    sample: { entitlementId: '01920000-0000-7000-8000-000000000009', endsAt: '2027-02-01T00:00:00Z' },
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
} as const satisfies Record<string, EventDefinition>;

/** Name of an event in the catalogue, e.g. `payment.succeeded`. */
export type EventType = keyof typeof eventCatalogue;
/** Payload of one type of event. */
export type EventData<T extends EventType> = z.output<(typeof eventCatalogue)[T]['data']>;

/** All event types, in catalogue order. */
export const eventTypes = Object.keys(eventCatalogue) as EventType[];

/** Event types that a trigger, a wait or a webhook may name: all but the internal ones. */
export const publicEventTypes = eventTypes.filter((type) => eventCatalogue[type].group !== 'Internal');

/** Whether a string names an event of the catalogue. */
export const isEventType = (value: string): value is EventType => Object.hasOwn(eventCatalogue, value);

/** One thing that happened. The subject is a contact, or the school itself where there is none. */
export interface DomainEvent<T extends EventType = EventType> {
  readonly id: string;
  readonly schoolId: string;
  readonly type: T;
  readonly contactId: string | null;
  /** Business time: the wall, or the test clock the contact belongs to. ISO 8601, UTC. */
  readonly occurredAt: string;
  readonly data: EventData<T>;
  /** Id of the event that led to this one. */
  readonly causationId: string | null;
  /** Length of the chain of causes; 0 for an event that nothing of ours caused. */
  readonly depth: number;
}

/** Chains longer than this are parked: an automation feeds itself. */
export const maxEventDepth = 20;
