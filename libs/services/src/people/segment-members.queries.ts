import { column, defineQuery, orNull, type QueryRow } from '@perennial/db';
import type { SegmentState } from '@perennial/domain/people';

/** Segments with these IDs, none of which changes until the transaction has ended; nor do their members. */
export const lockSegmentsWith = defineQuery<[ids: readonly string[]]>()({
  prepared: true,
  columns: { id: column.uuid, name: column.text(), state: column.text<SegmentState>() },
  sql: 'select id, name, state from segment where id = any($1::uuid[]) order by id for no key update',
});

/** All segments of the school, as {@link lockSegmentsWith}. */
export const lockAllSegments = defineQuery()({
  prepared: true,
  columns: { id: column.uuid, name: column.text(), state: column.text<SegmentState>() },
  sql: 'select id, name, state from segment order by id for no key update',
});

/** The segments of the school that the passing of time alone changes, as {@link lockSegmentsWith}. */
export const lockTimeDependentSegments = defineQuery()({
  columns: { id: column.uuid, name: column.text(), state: column.text<SegmentState>() },
  sql: 'select id, name, state from segment where depends_on_time order by id for no key update',
});

/** The contacts on a test clock. */
export const contactsOnClock = defineQuery<[clockId: string]>()({
  columns: { id: column.uuid },
  sql: 'select id from contact where clock_id = $1 order by id',
});

/** A row of {@link lockAllSegments}. */
export type LockedSegment = Pick<QueryRow<typeof lockAllSegments>, 'name' | 'state'>;

/** A segment whose pass nobody else continues at the moment. */
export const takeSegment = defineQuery<[id: string]>()({
  columns: {
    id: column.uuid,
    name: column.text(),
    state: column.text<SegmentState>(),
    passAfter: orNull(column.uuid),
  },
  sql: 'select id, name, state, pass_after from segment where id = $1 for no key update skip locked',
});

/** The next contacts of a pass. */
export const contactsAfter = defineQuery<[after: string | null, limit: number]>()({
  columns: { id: column.uuid },
  sql: `select id from contact where id > coalesce($1::uuid, '00000000-0000-0000-0000-000000000000') order by id limit $2`,
});

/** Where a pass continues. */
export const continuePass = defineQuery<[id: string, after: string, checked: number]>()({
  columns: {},
  sql: 'update segment set pass_after = $2, pass_checked = pass_checked + $3 where id = $1',
});

/** The end of a pass. */
export const endPass = defineQuery<[id: string, at: Date, dependsOnTime: boolean]>()({
  columns: {},
  sql: `update segment set state = 'ready', pass_after = null, pass_checked = 0, checked_at = $2, depends_on_time = $3 where id = $1`,
});

/** Begins to fill segments from the first contact. */
export const fillSegments = defineQuery<[ids: readonly string[]]>()({
  columns: {},
  sql: `update segment set state = 'filling', pass_after = null, pass_checked = 0 where id = any($1::uuid[])`,
});

/**
 * Segments of all schools of which no pass has ended since an instant, an earlier one for those that time alone does not change. Needs
 * no school in scope.
 */
export const segmentsDue = defineQuery<[before: Date, steadyBefore: Date, limit: number]>()({
  columns: { schoolId: column.uuid, id: column.uuid },
  sql: 'select school_id, id from segments_due($1, $2, $3)',
});
