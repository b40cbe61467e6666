import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Contact, School, Tenancy } from '@perennial/db';
import { Repository } from 'typeorm';
import { found } from '../../platform/http/refusal.js';
import { toTimelineEntry } from './entry.js';
import type { TimelineRow } from './timeline.queries.js';
import type { Consequences, Timeline, TimelineEntry } from './timeline.schemas.js';
import { TimelineRows } from './timeline-rows.js';

const pageSize = 50;

/** Timelines: what happened to people, with causes and effects. */
@Injectable()
export class TimelineService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly rows: TimelineRows,
    @InjectRepository(Contact) private readonly contacts: Repository<Contact>,
    @InjectRepository(School) private readonly schools: Repository<School>,
  ) {}

  ofContact(schoolId: string, contactId: string, before: string | undefined): Promise<Timeline> {
    return this.tenancy.withSchool(schoolId, async () => {
      found(await this.contacts.findOneBy({ id: contactId }), 'person');
      // One more than a page shows whether there is another page.
      const rows = await this.rows.ofContact(contactId, before, pageSize + 1);
      const newestFirst = rows.sort((a, b) => b.at.getTime() - a.at.getTime() || (a.id < b.id ? 1 : -1));
      const last = newestFirst[pageSize - 1];
      // The next page begins before an instant, so a page takes all entries of its last one.
      const page = last ? newestFirst.filter(({ at }) => at >= last.at) : newestFirst;
      return { items: await this.entries(page), more: page.length < rows.length };
    });
  }

  /** The direct cause and the direct effects of an entry. */
  consequences(schoolId: string, id: string): Promise<Consequences> {
    return this.tenancy.withSchool(schoolId, async () => {
      const row = found(await this.rows.byId(id), 'event');
      const causeId = row.runId ?? row.causationId;
      const cause = causeId ? await this.rows.byId(causeId) : undefined;
      const [causeEntry] = await this.entries(cause ? [cause] : []);
      return { cause: causeEntry ?? null, consequences: await this.entries(await this.rows.following(row)) };
    });
  }

  /** Entries with their instants as the school reads them. In the open scope. */
  async entries(rows: readonly TimelineRow[]): Promise<TimelineEntry[]> {
    const school = await this.schools.findOneByOrFail({ id: this.tenancy.schoolId });
    return rows.map((row) => toTimelineEntry(row, school.timeZone));
  }
}
