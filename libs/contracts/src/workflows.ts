import { type SchoolScoped, type WorkflowDefinition, wakeSignal, workflow } from './definition.js';
import { systemMailEvents } from './system-mail-events.js';
import { taskQueues } from './task-queues.js';
import type {
  AutomationRunStart,
  CertificateInput,
  ContactImportInput,
  DispatchInput,
  EnrolmentInput,
  GrantInput,
  MembershipInput,
  ReconcileInput,
  SystemMailInput,
  TestClockInput,
} from './workflow-inputs.js';

type Wake = typeof wakeSignal;

/** Every workflow, declared once. */
export const workflows = {
  membership: workflow<MembershipInput, Wake>({
    name: 'membership',
    queue: taskQueues.lifecycle,
    idPrefix: 'membership-',
    key: ({ membershipId }) => membershipId,
    attributes: ({ contactId, membershipId, clockId }) => ({
      ContactId: contactId,
      MembershipId: membershipId,
      ClockId: clockId,
    }),
    summary: 'Membership: trial, billing periods and access dates',
    signals: [wakeSignal],
    onConflict: 'signalOrStart',
  }),
  enrolment: workflow<EnrolmentInput, Wake>({
    name: 'enrolment',
    queue: taskQueues.lifecycle,
    idPrefix: 'enrolment-',
    key: ({ enrolmentId }) => enrolmentId,
    attributes: ({ contactId, courseId, clockId }) => ({ ContactId: contactId, CourseId: courseId, ClockId: clockId }),
    summary: 'Enrolment: opens the lessons of a course over time',
    signals: [wakeSignal],
    onConflict: 'signalOrStart',
  }),
  certificate: workflow<CertificateInput, Wake>({
    name: 'certificate',
    queue: taskQueues.lifecycle,
    idPrefix: 'certificate-',
    key: ({ certificateId }) => certificateId,
    attributes: ({ contactId, courseId }) => ({ ContactId: contactId, CourseId: courseId }),
    summary: 'Certificate: drawn, stored and announced',
    signals: [wakeSignal],
    onConflict: 'signalOrStart',
  }),
  dispatch: workflow<DispatchInput>({
    name: 'dispatch',
    queue: taskQueues.automation,
    idPrefix: 'dispatch-',
    key: ({ eventId }) => eventId,
    attributes: ({ contactId }) => ({ ContactId: contactId ?? null }),
    summary: 'Journeys that one event started, up to their first wait, email or call',
    signals: [],
    // Its runs continue in workflows of their own: even one that failed must not start again.
    onConflict: 'once',
  }),
  automationRun: workflow<AutomationRunStart, Wake>({
    name: 'automationRun',
    queue: taskQueues.automation,
    idPrefix: 'run-',
    key: ({ runId }) => runId,
    attributes: ({ contactId, automationId, version, clockId }) => ({
      ContactId: contactId,
      AutomationId: automationId,
      AutomationVersion: `${automationId}:${version}`,
      ClockId: clockId,
    }),
    summary: 'Journey of one person through one automation',
    signals: [wakeSignal],
    onConflict: 'unlessCompleted',
    args: ({ revision, ...run }) => [run, revision],
  }),
  grant: workflow<GrantInput, Wake>({
    name: 'grant',
    queue: taskQueues.lifecycle,
    idPrefix: 'grant-',
    key: ({ entitlementId }) => entitlementId,
    attributes: ({ contactId, clockId }) => ({ ContactId: contactId, ClockId: clockId }),
    summary: 'Grant: the end of access given for a time',
    signals: [wakeSignal],
    onConflict: 'signalOrStart',
  }),
  systemMail: workflow<SystemMailInput>({
    name: 'systemMail',
    queue: taskQueues.lifecycle,
    idPrefix: 'system-mail-',
    key: ({ eventId }) => eventId,
    attributes: ({ contactId }) => ({ ContactId: contactId }),
    summary: 'Email outside automations',
    detail: ({ eventType }) => (eventType ? systemMailEvents[eventType] : null),
    signals: [],
    onConflict: 'unlessCompleted',
  }),
  contactImport: workflow<ContactImportInput>({
    name: 'contactImport',
    queue: taskQueues.lifecycle,
    idPrefix: 'contact-import-',
    key: ({ importId }) => importId,
    attributes: () => ({}),
    summary: 'Import of contacts from a file',
    signals: [],
    onConflict: 'unlessCompleted',
  }),
  reconcile: workflow<ReconcileInput, Wake>({
    name: 'reconcile',
    queue: taskQueues.lifecycle,
    idPrefix: 'reconcile-',
    key: ({ schoolId }) => schoolId,
    attributes: () => ({}),
    summary: 'Finds what webhooks missed',
    signals: [wakeSignal],
    onConflict: 'signalOrStart',
  }),
  testClock: workflow<TestClockInput, Wake>({
    name: 'testClock',
    queue: taskQueues.lifecycle,
    idPrefix: 'clock-',
    key: ({ clockId }) => clockId,
    attributes: ({ clockId }) => ({ ClockId: clockId }),
    summary: 'Test clock on its way to a later instant',
    signals: [wakeSignal],
    onConflict: 'signalOrStart',
  }),
} as const;

/** Type name of a workflow. */
export type WorkflowName = keyof typeof workflows;

/** What a start of a workflow takes. */
export type InputOf<N extends WorkflowName> = Parameters<(typeof workflows)[N]['key']>[0];

/** Workflows that handle a wake signal. */
export type WakeableWorkflow = {
  [N in WorkflowName]: Wake extends (typeof workflows)[N]['signals'][number] ? N : never;
}[WorkflowName];

/** Definition of a workflow by name, for code that treats all workflows alike. */
export const definitionOfWorkflow = (name: WorkflowName): WorkflowDefinition =>
  workflows[name] as WorkflowDefinition<SchoolScoped>;

/** Workflow and business key of a workflow ID; null for an ID of another application. */
export function ownerOf(workflowId: string): { readonly name: WorkflowName; readonly key: string } | null {
  for (const name of Object.keys(workflows) as WorkflowName[]) {
    const { idPrefix } = workflows[name];
    if (workflowId.startsWith(idPrefix)) return { name, key: workflowId.slice(idPrefix.length) };
  }
  return null;
}
