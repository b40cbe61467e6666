import type { LoggerService } from '@nestjs/common';
import { withoutAddresses } from '@perennial/config';
import { requestFields } from '@perennial/db';
import { type DestinationStream, type Logger, pino } from 'pino';

/** The logger of the process: JSON lines without the addresses of people and without what a query was given. */
export const apiLogger = (level: string, destination: DestinationStream = pino.destination(1)): Logger =>
  pino({ level, name: 'api', serializers: { err: errorFields }, hooks: { streamWrite: withoutAddresses } }, destination);

function errorFields(error: Error): object {
  const { parameters: _, driverError: __, detail: ___, ...fields }: Record<string, unknown> = pino.stdSerializers.err(error);
  return fields;
}

/** Nest's lines and those of services, through pino, with the request on whose account they are written. */
export class NestLog implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, context?: unknown): void {
    this.logger.debug({ context, ...requestFields() }, String(message));
  }
  error(message: unknown, ...more: unknown[]): void {
    this.logger.error({ more, ...requestFields() }, String(message));
  }
  warn(message: unknown, context?: unknown): void {
    this.logger.warn({ context, ...requestFields() }, String(message));
  }
  debug(message: unknown, context?: unknown): void {
    this.logger.trace({ context, ...requestFields() }, String(message));
  }
  verbose(message: unknown, context?: unknown): void {
    this.logger.trace({ context, ...requestFields() }, String(message));
  }
  fatal(message: unknown, context?: unknown): void {
    this.logger.fatal({ context, ...requestFields() }, String(message));
  }
}
