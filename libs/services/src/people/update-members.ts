import { column, defineQuery, type Statements } from '@perennial/db';
import type { SegmentConditions } from '@perennial/domain/conditions';
import { compileCondition } from '../conditions/compile-condition.js';

/** A contact and a segment whose condition is evaluated for them. */
export interface AskedMember {
  readonly segmentId: string;
  readonly contactId: string;
}

/** A contact who entered or left a segment. */
export interface MemberChange extends AskedMember {
  readonly entered: boolean;
  /** The current time of the contact. */
  readonly now: Date;
}

const columns = { segmentId: column.uuid, contactId: column.uuid, entered: column.boolean, now: column.timestamp };

/**
 * Evaluates segments for contacts and stores who is in them, with one statement. In the scope of the school, with the segments locked by
 * an earlier statement: only then is everything visible that was evaluated before.
 * @param asked all of segments that exist in `segments`
 * @returns who was not in a segment and is now, and the reverse
 */
export async function updateMembers(
  reader: Pick<Statements, 'rowsOf'>,
  asked: readonly AskedMember[],
  segments: SegmentConditions,
  wall: Date,
): Promise<MemberChange[]> {
  if (asked.length === 0) return [];
  const params: unknown[] = [asked.map(({ segmentId }) => segmentId), asked.map(({ contactId }) => contactId), wall];
  const inside = [...new Set(asked.map(({ segmentId }) => segmentId))].map((id) => {
    const condition = segments.get(id);
    if (!condition) throw new Error(`the segment ${id} does not exist`);
    const segment = `$${params.push(id)}::uuid`;
    const before = params.length;
    const placeholder = (index: number) => `$${before + index + 1}`;
    const compiled = compileCondition(condition, { contact: 'c', now: wall, placeholder, segments, aboutFew: true });
    params.push(...compiled.params);
    return `select a.segment_id, a.contact_id from asked a join contact c on c.id = a.contact_id where a.segment_id = ${segment} and ${compiled.sql}`;
  });
  const query = defineQuery<unknown[]>()({
    columns,
    sql: `with asked as materialized (select * from unnest($1::uuid[], $2::uuid[]) a(segment_id, contact_id)),
        inside as materialized (${inside.join(' union all ')}),
        gone as (
          delete from segment_member m using asked a where m.segment_id = a.segment_id and m.contact_id = a.contact_id
             and not exists (select from inside i where i.segment_id = m.segment_id and i.contact_id = m.contact_id)
          returning m.segment_id, m.contact_id
        ), come as (
          insert into segment_member (segment_id, contact_id) select segment_id, contact_id from inside order by contact_id
          on conflict do nothing returning segment_id, contact_id
        ), changed as (select *, true as entered from come union all select *, false from gone)
      select h.segment_id, h.contact_id, h.entered, coalesce(k.now, $3::timestamptz) as now
        from changed h left join contact c on c.id = h.contact_id left join clock k on k.id = c.clock_id
       order by h.contact_id, h.segment_id`,
  });
  return reader.rowsOf(query, ...params);
}
