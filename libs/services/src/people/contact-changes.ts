import type { Tenancy } from '@perennial/db';
import { CertificateRequests } from '../certificates/certificate-requests.js';
import { LessonReleases } from '../learning/lesson-releases.js';
import type { Clocks } from '../platform/clocks.js';
import type { EventLog } from '../platform/event-log.js';

/**
 * Changes of a person and their consequences, in the open scope. A new time zone is recorded, so that workflows that wait for a
 * local time recheck. After a new name, failed certificates are retried.
 */
export class ContactChanges {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly events: EventLog,
    private readonly clocks: Clocks,
  ) {}

  /** Runs `change`, then records `contact.time_zone_changed` if the effective zone is different. A lesson that is open stays open where its hour is now ahead. */
  async watch<T>(contactId: string, change: () => Promise<T>): Promise<T> {
    const before = await this.#read(contactId);
    const result = await new LessonReleases(this.tenancy, this.clocks).keepOpen({ contactId }, change);
    const after = await this.#read(contactId);
    if (!before || !after) return result;
    if (after.name !== before.name)
      await new CertificateRequests(this.tenancy, this.events).retryAll(contactId, await this.clocks.nowFor(contactId));
    if (after.zone !== before.zone)
      await this.events.record({
        type: 'contact.time_zone_changed',
        contactId,
        occurredAt: await this.clocks.nowFor(contactId),
        data: { timeZone: after.zone },
      });
    return result;
  }

  /**
   * The name and the effective time zone (the school's if the person has none). Locked, so that two changes are recorded in
   * order.
   */
  #read(contactId: string): Promise<{ name: string; zone: string } | undefined> {
    return this.tenancy.row<{ name: string; zone: string }>(
      `select c.name, coalesce(c.time_zone, s.time_zone) as zone from contact c join school s on s.id = c.school_id
        where c.id = $1 for update of c`,
      [contactId],
    );
  }
}
