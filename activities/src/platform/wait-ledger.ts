import type { QueryRow, Tenancy, Wait } from '@perennial/db';
import type { Cause } from '@perennial/services';
import { deleteProcessed, deleteWait, deleteWakes, setWait, wakesOf } from './waits.queries.js';

/** Owner of a wait: one row per waiting workflow. */
export type WaitOwner = Pick<Wait, 'ownerKind' | 'ownerId'>;

/** An event that woke a workflow. */
export type WakingEvent = QueryRow<typeof wakesOf>;

/**
 * The newest event that signalled the workflow. Null if only time did, because a test clock that advances does not cause the
 * result.
 */
export function causeOf(wakes: readonly WakingEvent[]): Cause | null {
  const newest = wakes.findLast(({ type }) => type !== 'clock.advance_requested');
  return newest ? { eventId: newest.eventId, depth: newest.depth } : null;
}

/** What workflows wait for and which events woke them. Uses the open scope. */
export class WaitLedger {
  constructor(private readonly tenancy: Tenancy) {}

  /** Stores what the owner waits for, in place of its earlier waits. */
  async set(
    { ownerKind, ownerId }: WaitOwner,
    wait: Omit<Wait, 'ownerKind' | 'ownerId' | 'schoolId' | 'groupKey' | 'heldRank'>,
  ): Promise<void> {
    const { contactId, clockId, reason, dueAt, eventTypes } = wait;
    await this.tenancy.rowsOf(setWait, ownerKind, ownerId, contactId, clockId, reason, dueAt, eventTypes);
  }

  /** Deletes the owner's wait and its pending wakes. */
  async clear({ ownerKind, ownerId }: WaitOwner): Promise<void> {
    await this.tenancy.rowsOf(deleteWakes, ownerKind, ownerId);
    await this.tenancy.rowsOf(deleteWait, ownerKind, ownerId);
  }

  /** Unprocessed events that woke the owner, oldest first. */
  wakes({ ownerKind, ownerId }: WaitOwner): Promise<WakingEvent[]> {
    return this.tenancy.rowsOf(wakesOf, ownerKind, ownerId);
  }

  /** Drops processed events. Later ones stay. */
  async seen({ ownerKind, ownerId }: WaitOwner, wakes: readonly Cause[]): Promise<void> {
    if (wakes.length === 0) return;
    const eventIds = wakes.map((wake) => wake.eventId);
    await this.tenancy.rowsOf(deleteProcessed, ownerKind, ownerId, eventIds);
  }
}
