import { Injectable } from '@nestjs/common';
import { Tenancy } from '@perennial/db';
import {
  entriesAfterEvent,
  entriesOfContact,
  entriesOfRun,
  entryById,
  latestEntries,
  type TimelineRow,
} from './timeline.queries.js';

/** What happened, read from events, emails and runs together. In the open scope. */
@Injectable()
export class TimelineRows {
  constructor(private readonly tenancy: Tenancy) {}

  /** The newest entries of one person's timeline; those of the same instant as the last one are there as well. */
  ofContact(contactId: string, before: string | undefined, size: number): Promise<TimelineRow[]> {
    return this.tenancy.rowsOf(entriesOfContact, contactId, before ?? null, size);
  }

  /** Recent activity in the school, without people on test clocks. */
  latest(size: number): Promise<TimelineRow[]> {
    return this.tenancy.rowsOf(latestEntries, size);
  }

  /** One entry by its ID, whichever kind it is. */
  byId(id: string): Promise<TimelineRow | undefined> {
    return this.tenancy.rowOf(entryById, id);
  }

  /** Direct effects: of a run, what its steps did; of an event, the runs that entered and the entries it caused without a run. */
  following(row: TimelineRow): Promise<TimelineRow[]> {
    return this.tenancy.rowsOf(row.kind === 'run' ? entriesOfRun : entriesAfterEvent, row.id);
  }
}
