import type { EventLog } from '../events/event-log.js';
import { LessonReleases } from '../learning/lesson-releases.js';
import type { Clocks } from '../school/clocks.js';
import type { Tenancy } from '../tenancy/tenancy.js';

/** Changes of a person, in the open scope, that tell when they move to another time zone: what waits for an hour of theirs looks again. */
export class Moves {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly events: EventLog,
    private readonly clocks: Clocks,
  ) {}

  /** Carries a change out, and tells the move where it was one. A lesson that is open stays open where its hour is now ahead. */
  async watch<T>(contactId: string, change: () => Promise<T>): Promise<T> {
    const before = await this.#zone(contactId);
    const result = await new LessonReleases(this.tenancy, this.clocks).keepOpen({ contactId }, change);
    const after = await this.#zone(contactId);
    if (before && after && before !== after)
      await this.events.record({
        type: 'contact.time_zone_changed',
        contactId,
        occurredAt: await this.clocks.nowFor(contactId),
        data: { timeZone: after },
      });
    return result;
  }

  /** The zone a person lives by: the school's where they have said none. Locked, so that two moves at once are told in order. */
  async #zone(contactId: string): Promise<string | undefined> {
    const row = await this.tenancy.row<{ zone: string }>(
      `select coalesce(c.time_zone, s.time_zone) as zone from contact c join school s on s.id = c.school_id
        where c.id = $1 for update of c`,
      [contactId],
    );
    return row?.zone;
  }
}
