/** Queues are separate so that a broadcast never delays a trial's end. */
export const taskQueues = {
  /** Memberships, enrolments, certificates, clocks: workflows and their short database activities. */
  lifecycle: 'lifecycle',
  /** Dispatches and runs of automations. */
  automation: 'automation',
  /** Activities that leave the house: mail, HTTP, PDF. */
  effects: 'effects',
  /** Work for many people at once. */
  bulk: 'bulk',
} as const;

/** One of {@link taskQueues}. */
export type TaskQueue = (typeof taskQueues)[keyof typeof taskQueues];
