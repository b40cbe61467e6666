import { withoutAddresses } from '@perennial/config';
import { requestFields } from '@perennial/db';
import { DefaultLogger } from '@temporalio/worker';
import { type DestinationStream, pino } from 'pino';

/** The process's logger: JSON lines with a level, a time, the request on whose account they are written, and the fields given. */
export function createLogger(level: string, name: string, destination: DestinationStream = pino.destination(1)) {
  const redact = { paths: ['password', 'token', '*.password', '*.token'], censor: '[redacted]' };
  // Temporal's name for what pino calls err.
  const serializers = { err: errorFields, error: errorFields };
  return pino({ level, name, mixin: requestFields, redact, serializers, hooks: { streamWrite: withoutAddresses } }, destination);
}

/** An error without what a query was given, which can be anything about a person. */
function errorFields(error: Error): object {
  const { parameters: _, driverError: __, detail: ___, ...fields }: Record<string, unknown> = pino.stdSerializers.err(error);
  return fields;
}

/** pino's logger as the worker uses it. */
export type WorkerLogger = ReturnType<typeof createLogger>;

/** Temporal's own lines, of the SDK, the core and of workflow code, through ours. */
export const temporalLog = (log: WorkerLogger): DefaultLogger =>
  new DefaultLogger('INFO', ({ level, message, meta }) => {
    // A token that finishes an activity from outside, and a screen long.
    const { taskToken: _, ...fields } = meta ?? {};
    log[levels[level]](fields, message);
  });

const levels = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;
