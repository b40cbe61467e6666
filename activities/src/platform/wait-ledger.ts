import type { Tenancy, Wait } from '@perennial/db';
import type { Cause } from '@perennial/services';

/** Owner of a wait: one row per waiting workflow. */
export type WaitOwner = Pick<Wait, 'ownerKind' | 'ownerId'>;

/** An event that woke a workflow. */
export interface WakingEvent extends Cause {
  /** A test clock advanced: a reason to check, but not the cause of the result. */
  readonly byClock: boolean;
}

/** The newest event that caused a wake; null where only time did. */
export function causeOf(wakes: readonly WakingEvent[]): Cause | null {
  const newest = wakes.findLast(({ byClock }) => !byClock);
  return newest ? { eventId: newest.eventId, depth: newest.depth } : null;
}

/** What workflows wait for and which events woke them. Uses the open scope. */
export class WaitLedger {
  constructor(private readonly tenancy: Tenancy) {}

  /** Writes what the owner waits for now; replaces what it waited for before. */
  async set(owner: WaitOwner, wait: Omit<Wait, 'ownerKind' | 'ownerId' | 'schoolId'>): Promise<void> {
    await this.tenancy.em.query(
      `insert into wait (owner_kind, owner_id, contact_id, clock_id, reason, due_at, event_types) values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (owner_kind, owner_id) do update set reason = excluded.reason, due_at = excluded.due_at, event_types = excluded.event_types`,
      [owner.ownerKind, owner.ownerId, wait.contactId, wait.clockId, wait.reason, wait.dueAt, wait.eventTypes],
    );
  }

  /** Deletes the owner's wait and its pending wakes. */
  async clear(owner: WaitOwner): Promise<void> {
    await this.tenancy.em.query('delete from wake where owner_kind = $1 and owner_id = $2', [owner.ownerKind, owner.ownerId]);
    await this.tenancy.em.query('delete from wait where owner_kind = $1 and owner_id = $2', [owner.ownerKind, owner.ownerId]);
  }

  /** Unprocessed events that woke the owner, oldest first. */
  async wakes(owner: WaitOwner): Promise<WakingEvent[]> {
    return this.tenancy.rows<WakingEvent>(
      `select w.event_id as "eventId", e.depth, e.type = 'clock.advance_requested' as "byClock" from wake w join event e on e.id = w.event_id
        where w.owner_kind = $1 and w.owner_id = $2 order by w.event_id`,
      [owner.ownerKind, owner.ownerId],
    );
  }

  /** Drops processed events. Later ones stay. */
  async seen(owner: WaitOwner, wakes: readonly Cause[]): Promise<void> {
    if (wakes.length === 0) return;
    await this.tenancy.em.query('delete from wake where owner_kind = $1 and owner_id = $2 and event_id = any($3)', [
      owner.ownerKind,
      owner.ownerId,
      wakes.map((wake) => wake.eventId),
    ]);
  }
}
