import type { Logger } from '@perennial/logging';
import { DefaultLogger } from '@temporalio/worker';

/** The logger as the worker uses it. */
export type WorkerLogger = Logger;

/** Temporal's own lines, of the SDK, the core and of workflow code, through ours. */
export const temporalLog = (log: WorkerLogger): DefaultLogger =>
  new DefaultLogger('INFO', ({ level, message, meta }) => {
    // A token that finishes an activity from outside, and a screen long.
    const { taskToken: _, ...fields } = meta ?? {};
    log[levels[level]](fields, message);
  });

const levels = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;
