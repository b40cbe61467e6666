import type { LoggerService } from '@nestjs/common';
import { type Logger, requestFields } from '@perennial/logging';

/** Nest's lines and those of services, through pino, with the ID of their request. */
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
