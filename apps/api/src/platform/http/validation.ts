import { type ArgumentMetadata, Injectable, StandardSchemaValidationPipe } from '@nestjs/common';
import { z } from 'zod';
import { notFound, Refusal, type RefusalDetail } from './refusal.js';

/** A row id in a path. */
export const Uuid = z.uuid();

/** What Postgres cannot hold: a NUL, or one half of a pair that makes one character. */
const unstorable = /[\0\p{Surrogate}]/u;
/** Deeper than any valid input, and shallow enough for recursion. */
const deepest = 100;

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
        return unfit(details);
      },
    });
  }

  override async transform<T>(value: T, metadata: ArgumentMetadata): Promise<T> {
    // The bytes of a file are not fields.
    if (metadata.type === 'custom' || Buffer.isBuffer(value)) return super.transform(value, metadata);
    const details = unreadable(value);
    if (metadata.type !== 'param') {
      if (details.length > 0) throw unfit(details);
      return super.transform(value, metadata);
    }
    // A malformed ID in an address names no record, so the response is the one for a missing record.
    if (details.length > 0) throw notFound('page');
    return super.transform(value, metadata).catch(() => {
      throw notFound('page');
    });
  }
}

/** Content that no schema describes, such as the body of a webhook. @throws {Refusal} if it cannot be stored */
export function readableContent<T>(content: T): T {
  const details = unreadable(content);
  if (details.length > 0) throw unfit(details);
  return content;
}

function unfit(details: readonly RefusalDetail[]): Refusal {
  const first = details[0];
  return new Refusal('invalid_input', 'Some fields are not valid. Correct the fields named below and send the request again.', {
    ...(first?.field && { field: first.field }),
    details,
  });
}

/** Characters and nesting that no field may contain. Iterative, because the sender chooses the depth. */
function unreadable(input: unknown): RefusalDetail[] {
  const details: RefusalDetail[] = [];
  const open: { readonly value: unknown; readonly path: readonly string[] }[] = [{ value: input, path: [] }];
  for (let part = open.pop(); part; part = open.pop()) {
    const { value, path } = part;
    const field = path.join('.');
    if (typeof value === 'string') {
      if (unstorable.test(value)) details.push({ field, message: 'contains a character that cannot be stored' });
    } else if (typeof value === 'object' && value !== null) {
      if (path.length >= deepest)
        return [{ field: path.slice(0, 5).join('.'), message: `is nested more than ${deepest} levels deep` }];
      for (const [key, inner] of Object.entries(value)) {
        if (unstorable.test(key)) details.push({ field, message: 'contains a name that cannot be stored' });
        open.push({ value: inner, path: [...path, key] });
      }
    }
  }
  return details.slice(0, 20);
}

/** The schema library's own wording, for people. Messages that we wrote pass through. */
function plain(message: string): string {
  if (/received undefined$/.test(message)) return 'is missing';
  const type = /^Invalid input: expected (\w+), received \w+$/.exec(message)?.[1];
  if (type) return `must be ${/^[aeio]/.test(type) ? 'an' : 'a'} ${type}`;
  return message;
}
