import { type ArgumentMetadata, Injectable, StandardSchemaValidationPipe } from '@nestjs/common';
import { z } from 'zod';
import { notFound, Refusal } from './refusal.js';

/** A row id in a path. */
export const Uuid = z.uuid();

/** Checks bodies, queries and paths against the zod schema of the route; one detail per field. */
@Injectable()
export class ValidationPipe extends StandardSchemaValidationPipe {
  constructor() {
    super({
      exceptionFactory: (issues) => {
        const details = issues.map((issue) => ({
          field: (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.'),
          message: plain(issue.message),
        }));
        const first = details[0];
        return new Refusal('invalid_input', 'Some of this does not fit. Correct the fields named below and send it again.', {
          ...(first?.field && { field: first.field }),
          details,
        });
      },
    });
  }

  override async transform<T>(value: T, metadata: ArgumentMetadata): Promise<T> {
    if (metadata.type !== 'param') return super.transform(value, metadata);
    // A malformed id in an address names nothing, which is what a reader of that address wants to hear.
    return super.transform(value, metadata).catch(() => {
      throw notFound('page');
    });
  }
}

/** The schema library's own wording, for people. Messages that we wrote pass through. */
function plain(message: string): string {
  if (/received undefined$/.test(message)) return 'is missing';
  const type = /^Invalid input: expected (\w+), received \w+$/.exec(message)?.[1];
  if (type) return `must be ${/^[aeio]/.test(type) ? 'an' : 'a'} ${type}`;
  return message;
}
