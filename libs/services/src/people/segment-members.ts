import type { Tenancy } from '@perennial/db';
import { segmentsThatName } from '@perennial/domain/conditions';
import { dependsOnTime } from '../conditions/index.js';
import type { Clocks } from '../platform/clocks.js';
import type { EventLog, NewEvent } from '../platform/event-log.js';
import { segmentConditions } from './segment-conditions.js';
import {
  contactsAfter,
  contactsOnClock,
  continuePass,
  endPass,
  fillSegments,
  type LockedSegment,
  lockAllSegments,
  lockSegmentsWith,
  lockTimeDependentSegments,
  takeSegment,
} from './segment-members.queries.js';
import { type MemberChange, updateMembers } from './update-members.js';

/** Contacts that one transaction of a pass checks. */
const contactsPerPage = 2_000;

/** The event of a contact who entered or left a segment. */
export const memberEvent = (
  { segmentId, contactId, entered, now }: MemberChange,
  segment: string,
): NewEvent<'segment.entered' | 'segment.left'> => ({
  type: entered ? 'segment.entered' : 'segment.left',
  contactId,
  occurredAt: now,
  data: { segmentId, segment },
});

/**
 * Passes over all contacts that bring the members of a segment up to date: when its condition is new, and from time to time, because the
 * passing of time changes who is in it. All in the open scope.
 */
export class SegmentMembers {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly events: EventLog,
    private readonly clocks: Clocks,
  ) {}

  /** Begins to fill segments and those that name them. In the transaction that changes what they mean. Records nobody. */
  async fill(segmentIds: readonly string[]): Promise<void> {
    const segments = await segmentConditions(this.tenancy);
    const ids = [...new Set(segmentIds.flatMap((id) => [id, ...segmentsThatName(id, segments)]))];
    await this.tenancy.rowsOf(lockSegmentsWith, ids);
    await this.tenancy.rowsOf(fillSegments, ids);
    // A school with few contacts sees the members immediately.
    for (const id of segmentIds) await this.advance(id);
  }

  /** Evaluates all segments for contacts who were added or changed without an event, and records what they enter or leave. */
  async check(contactIds: readonly string[]): Promise<void> {
    if (contactIds.length === 0) return;
    await this.#check(contactIds, await this.tenancy.rowsOf(lockAllSegments));
  }

  /**
   * Prepares to advance a test clock. In the transaction that advances it.
   * @returns what evaluates, at the current time of the clock, the segments that depend on time for the contacts on it, records what these
   * enter or leave, and returns whether there was any; null if the clock cannot change who is in a segment
   */
  async onClock(clockId: string): Promise<(() => Promise<boolean>) | null> {
    const segments = await this.tenancy.rowsOf(lockTimeDependentSegments);
    const contacts = segments.length === 0 ? [] : await this.tenancy.rowsOf(contactsOnClock, clockId);
    const ids = contacts.map(({ id }) => id);
    return ids.length === 0 ? null : () => this.#check(ids, segments);
  }

  /** @returns whether anybody entered or left a segment */
  async #check(contactIds: readonly string[], locked: readonly (LockedSegment & { id: string })[]): Promise<boolean> {
    if (locked.length === 0) return false;
    const asked = contactIds.flatMap((contactId) => locked.map(({ id: segmentId }) => ({ segmentId, contactId })));
    const changes = await updateMembers(this.tenancy, asked, await segmentConditions(this.tenancy), this.clocks.wall());
    await this.#record(changes, new Map(locked.map((segment) => [segment.id, segment])));
    return changes.length > 0;
  }

  /**
   * Checks the next contacts of a segment. Records who entered or left, unless the segment is being filled.
   * @returns whether contacts are left; false also if the segment is gone or another process checks it
   */
  async advance(segmentId: string, perPage = contactsPerPage): Promise<boolean> {
    const segment = await this.tenancy.rowOf(takeSegment, segmentId);
    if (!segment) return false;
    const wall = this.clocks.wall();
    const contacts = await this.tenancy.rowsOf(contactsAfter, segment.passAfter, perPage);
    const asked = contacts.map(({ id: contactId }) => ({ segmentId, contactId }));
    const conditions = await segmentConditions(this.tenancy);
    const changes = await updateMembers(this.tenancy, asked, conditions, wall);
    if (segment.state === 'ready') await this.#record(changes, new Map([[segmentId, segment]]));
    else this.events.announce({ admin: [{ key: 'segments', id: segmentId }] });
    const last = contacts.at(-1);
    if (!last || contacts.length < perPage) {
      const condition = conditions.get(segmentId);
      await this.tenancy.rowsOf(endPass, segmentId, wall, condition !== undefined && dependsOnTime(condition, conditions));
    } else await this.tenancy.rowsOf(continuePass, segmentId, last.id, contacts.length);
    return contacts.length === perPage;
  }

  async #record(changes: readonly MemberChange[], segments: ReadonlyMap<string, LockedSegment>): Promise<void> {
    await this.events.recordAll(
      changes.flatMap((change) => {
        const segment = segments.get(change.segmentId);
        return segment?.state === 'ready' ? [memberEvent(change, segment.name)] : [];
      }),
    );
  }
}
