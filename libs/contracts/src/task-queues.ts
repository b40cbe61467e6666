/** Queues are separate so that one kind of work never waits behind another. */
export const taskQueues = {
  /** Memberships, enrolments, certificates, clocks: workflows and their short database activities. */
  lifecycle: 'lifecycle',
  /** Dispatches and runs of automations. */
  automation: 'automation',
  /** Activities with external effects: mail, HTTP, PDF. */
  effects: 'effects',
} as const;

/** One of {@link taskQueues}. */
export type TaskQueue = (typeof taskQueues)[keyof typeof taskQueues];
