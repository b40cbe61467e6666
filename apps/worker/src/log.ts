import type { Logger } from '@perennial/logging';
import { DefaultLogger } from '@temporalio/worker';

/** The logger as the worker uses it. */
export type WorkerLogger = Logger;

/** Writes the log lines of Temporal's SDK, its core and workflow code with our logger. */
export const temporalLog = (log: WorkerLogger): DefaultLogger =>
  new DefaultLogger('INFO', ({ level, message, meta }) => {
    // The task token could complete the activity from outside, and is very long.
    const { taskToken: _, ...fields } = meta ?? {};
    log[levels[level]](fields, message);
  });

const levels = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;
