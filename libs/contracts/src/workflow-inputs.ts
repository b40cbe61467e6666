import type { SchoolScoped } from './definition.js';
import type { SystemMailEvent } from './system-mail-events.js';

/** Input of `membership`: trial, billing periods, grace and access dates of one membership. */
export interface MembershipInput extends SchoolScoped {
  readonly membershipId: string;
  readonly contactId: string;
  /** Set where business time is a test clock: then the clock driver signals due dates. */
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
  /** Missing in executions started by earlier releases. */
  readonly contactId?: string | null;
}

/** Input of `automationRun`: one run from its first wait, email or call on. */
export interface AutomationRunInput extends SchoolScoped {
  readonly runId: string;
  readonly contactId: string | null;
  readonly automationId: string;
  readonly version: number;
  readonly clockId: string | null;
}

/** A run, and the committed revision from which its workflow continues. */
export interface AutomationRunStart extends AutomationRunInput {
  readonly revision: number;
}

/** Input of `grant`: the end of access that was given for some days. */
export interface GrantInput extends SchoolScoped {
  readonly entitlementId: string;
  readonly contactId: string;
  readonly clockId: string | null;
}

/** Input of `systemMail`: one email outside automations. The event determines which. */
export interface SystemMailInput extends SchoolScoped {
  readonly eventId: string;
  readonly contactId: string | null;
  /** Missing in executions started by earlier releases. */
  readonly eventType?: SystemMailEvent;
}

/** Input of `contactImport`: the people of one imported file. */
export interface ContactImportInput extends SchoolScoped {
  readonly importId: string;
}

/** Input of `reconcile`: reads what webhooks may have missed. */
export type ReconcileInput = SchoolScoped;

/** Input of `testClock`: advances a test clock to its target. */
export interface TestClockInput extends SchoolScoped {
  readonly clockId: string;
}
