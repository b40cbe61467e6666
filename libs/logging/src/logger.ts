import { type DestinationStream, type Logger, pino } from 'pino';
import { withoutAddresses } from './log-redaction.js';
import { requestFields } from './request-scope.js';

export type { Logger } from 'pino';

/**
 * The logger of a process: JSON lines with a level, a time, the id of the request being served and the given fields, without
 * the addresses of people and without the parameters of queries.
 */
export function createLogger(level: string, name: string, destination: DestinationStream = pino.destination(1)): Logger {
  const redact = { paths: ['password', 'token', '*.password', '*.token'], censor: '[redacted]' };
  // Temporal logs errors as `error`, pino as `err`.
  const serializers = { err: errorFields, error: errorFields };
  return pino({ level, name, mixin: requestFields, redact, serializers, hooks: { streamWrite: withoutAddresses } }, destination);
}

/** An error without query parameters: they may contain anything about a person. */
function errorFields(error: Error): object {
  const { parameters: _, driverError: __, detail: ___, ...fields }: Record<string, unknown> = pino.stdSerializers.err(error);
  return fields;
}
