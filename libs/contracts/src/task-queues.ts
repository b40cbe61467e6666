/** Queues are separate so that one kind of work does not delay another. */
export const taskQueues = {
  /** Memberships, enrolments, certificates, clocks: workflows and their short database activities. */
  lifecycle: 'lifecycle',
  /** Dispatches and runs of automations. */
  automation: 'automation',
  /** Activities with external effects: email and certificates. */
  effects: 'effects',
  /** Calls to URLs of schools. A host has a limited number of places here. */
  calls: 'calls',
  /** Calls to hosts that have no free place in `calls`: they wait for one another, and for nothing else. */
  slowCalls: 'slow-calls',
} as const;

/** One of {@link taskQueues}. */
export type TaskQueue = (typeof taskQueues)[keyof typeof taskQueues];
