import { pino } from 'pino';

/** The process's logger: JSON lines with a level, a time and the fields given. */
export function createLogger(level: string, name: string) {
  return pino({ level, name, redact: { paths: ['password', 'token', '*.password', '*.token'], censor: '[redacted]' } });
}

/** pino's logger as the worker uses it. */
export type WorkerLogger = ReturnType<typeof createLogger>;
