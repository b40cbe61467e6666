import { Injectable } from '@nestjs/common';
import { Tenancy } from '@perennial/db';
import { isEventType, topicsOf } from '@perennial/domain/events';
import type { Change } from '@perennial/services';
import { eventsSince } from './live.queries.js';

/** Events are committed in another order than their ids; one this much older than the cursor may have come after it. */
const lateMs = 60_000;
/** Beyond this age or number of events, a client is told to reload everything. */
const mostAgeMs = 600_000;
const mostEvents = 1_000;

/** The changes that events describe, read from the log. */
@Injectable()
export class LoggedChanges {
  constructor(private readonly tenancy: Tenancy) {}

  /**
   * Topics of the events after a cursor, for a school or one of its members.
   * @returns the topics, or null if there are too many, and the next cursor
   */
  since(
    schoolId: string,
    after: { readonly cursor: string } | { readonly ageMs: number },
    contactId: string | null,
  ): Promise<{ readonly changes: readonly Change[] | null; readonly cursor: string }> {
    return this.tenancy.withSchool(schoolId, async () => {
      // The cursor is the database's own clock, and taken before its events are read.
      const cursor = (await this.tenancy.row<{ id: string }>('select uuidv7() as id'))?.id ?? '';
      const now = instantOf(cursor);
      const from = 'cursor' in after ? instantOf(after.cursor) - lateMs : now - after.ageMs;
      if (now - from > mostAgeMs + lateMs) return { changes: null, cursor };
      const rows = await this.tenancy.rowsOf(eventsSince, from, contactId, mostEvents + 1);
      if (rows.length > mostEvents) return { changes: null, cursor };
      const changes = rows.flatMap(({ id, type, ...row }) =>
        isEventType(type) ? [{ ...topicsOf({ type, ...row }), schoolId, contactId: row.contactId, eventId: id }] : [],
      );
      return { changes, cursor };
    });
  }
}

/** When a uuidv7 was made: its first 48 bits are milliseconds. */
export const instantOf = (id: string): number => Number.parseInt(id.replace('-', '').slice(0, 12), 16);
