import { type TaskQueue, taskQueues } from './task-queues.js';

/** Subject of a workflow. Ids only: payloads are readable in Temporal. */
export interface SchoolScoped {
  readonly schoolId: string;
}

/** Input of `membership`: trial, billing periods, grace and access dates of one membership. */
export interface MembershipInput extends SchoolScoped {
  readonly membershipId: string;
  readonly contactId: string;
  /** Set where business time is a test clock: then the clock driver does the waking. */
  readonly clockId: string | null;
}

/** Input of `enrolment`: the drip of one course to one contact. */
export interface EnrolmentInput extends SchoolScoped {
  readonly enrolmentId: string;
  readonly contactId: string;
  readonly courseId: string;
  readonly clockId: string | null;
}

/** Input of `certificate`: draws, stores and announces one certificate. */
export interface CertificateInput extends SchoolScoped {
  readonly certificateId: string;
  readonly contactId: string;
  readonly courseId: string;
}

/** Input of `dispatch`: the steps before the first wait, email or call of all runs that one event entered. */
export interface DispatchInput extends SchoolScoped {
  readonly eventId: string;
  readonly runIds: readonly string[];
}

/** Input of `automationRun`: one run from its first wait, email or call on. */
export interface AutomationRunInput extends SchoolScoped {
  readonly runId: string;
  readonly contactId: string | null;
  readonly automationId: string;
  readonly version: number;
  readonly clockId: string | null;
}

/** Input of `grant`: the end of one right that was given for some days. */
export interface GrantInput extends SchoolScoped {
  readonly entitlementId: string;
  readonly contactId: string;
  readonly clockId: string | null;
}

/** Input of `systemMail`: one mail outside automations. The event says which: a sign-in link, or a test of a template. */
export interface SystemMailInput extends SchoolScoped {
  readonly eventId: string;
  readonly contactId: string | null;
}

/** Input of `contactImport`: the people of one imported file. */
export interface ContactImportInput extends SchoolScoped {
  readonly importId: string;
}

/** Input of `reconcile`: reads what webhooks may have missed. */
export type ReconcileInput = SchoolScoped;

/** Input of `testClock`: carries a test clock to its target. */
export interface TestClockInput extends SchoolScoped {
  readonly clockId: string;
}

/**
 * Every workflow: its type name, its queue, how its id follows from a business key (no slashes: the UI breaks on them),
 * and what it is, in one sentence for operators.
 */
export const workflows = {
  membership: {
    queue: taskQueues.lifecycle,
    id: (membershipId: string) => `membership-${membershipId}`,
    summary: 'Membership: trial, billing periods and access dates',
  },
  enrolment: {
    queue: taskQueues.lifecycle,
    id: (enrolmentId: string) => `enrolment-${enrolmentId}`,
    summary: 'Enrolment: opens the lessons of a course over time',
  },
  certificate: {
    queue: taskQueues.lifecycle,
    id: (certificateId: string) => `certificate-${certificateId}`,
    summary: 'Certificate: drawn, stored and announced',
  },
  dispatch: {
    queue: taskQueues.automation,
    id: (eventId: string) => `dispatch-${eventId}`,
    summary: 'Journeys that one event started, up to their first wait, email or call',
  },
  automationRun: {
    queue: taskQueues.automation,
    id: (runId: string) => `run-${runId}`,
    summary: 'Journey of one person through one automation',
  },
  grant: {
    queue: taskQueues.lifecycle,
    id: (entitlementId: string) => `grant-${entitlementId}`,
    summary: 'Grant: the end of access given for a time',
  },
  systemMail: {
    queue: taskQueues.lifecycle,
    id: (eventId: string) => `system-mail-${eventId}`,
    summary: 'Mail outside automations',
  },
  contactImport: {
    queue: taskQueues.lifecycle,
    id: (importId: string) => `contact-import-${importId}`,
    summary: 'Import of contacts from a file',
  },
  reconcile: {
    queue: taskQueues.lifecycle,
    id: (schoolId: string) => `reconcile-${schoolId}`,
    summary: 'Finds what webhooks missed',
  },
  testClock: {
    queue: taskQueues.lifecycle,
    id: (clockId: string) => `clock-${clockId}`,
    summary: 'Test clock on its way to a later instant',
  },
} as const satisfies Record<string, { queue: TaskQueue; id: (key: string) => string; summary: string }>;

/** Type name of a workflow. */
export type WorkflowName = keyof typeof workflows;

/** Which workflow an id belongs to, and the business key in it; null for an id that is none of ours. */
export function ownerOf(workflowId: string): { readonly name: WorkflowName; readonly key: string } | null {
  for (const name of Object.keys(workflows) as WorkflowName[]) {
    const prefix = workflows[name].id('');
    if (workflowId.startsWith(prefix)) return { name, key: workflowId.slice(prefix.length) };
  }
  return null;
}

/** Tells a waiting workflow to look at what happened; it carries no facts, so a repeated or late one does no harm. */
export const wakeSignal = 'wake';

/** Query that says in words what a workflow waits for. */
export const waitingForQuery = 'waitingFor';
