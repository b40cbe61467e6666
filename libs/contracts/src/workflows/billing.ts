import { type SchoolScoped, wakeSignal, workflow } from '../definition.js';
import { taskQueues } from '../task-queues.js';

/** Input of `membership`: trial, billing periods, grace and access dates of one membership. */
export interface MembershipInput extends SchoolScoped {
  readonly membershipId: string;
  readonly contactId: string;
  /** Set where business time is a test clock: then the clock driver signals due dates. */
  readonly clockId: string | null;
}

/** Input of `reconcile`, which reads events that no webhook delivered. */
export type ReconcileInput = SchoolScoped;

/** Workflows of the area billing. */
export const billingWorkflows = {
  membership: workflow<MembershipInput, typeof wakeSignal>({
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
  reconcile: workflow<ReconcileInput, typeof wakeSignal>({
    name: 'reconcile',
    queue: taskQueues.lifecycle,
    idPrefix: 'reconcile-',
    key: ({ schoolId }) => schoolId,
    attributes: () => ({}),
    summary: 'Finds what webhooks missed',
    signals: [wakeSignal],
    onConflict: 'signalOrStart',
    // A purchase starts it, too, if it has closed.
    startedBy: {
      input: ({ schoolId }) => ({ schoolId }),
      restart: ({ schoolId }) => ({ schoolId }),
    },
  }),
} as const;
