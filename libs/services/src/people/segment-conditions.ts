import { column, defineQuery, type Statements } from '@perennial/db';
import { type Condition, mapTags, noSegments, type SegmentConditions, segmentsNamedIn } from '@perennial/domain/conditions';
import { compileCondition } from '../conditions/compile-condition.js';
import { storedConditions } from './segment-conditions.queries.js';

/** What reads segments, in the scope of one school. */
type Reader = Pick<Statements, 'rowsOf'>;

/** The conditions of all segments of the school. Tags that were merged are replaced by the ones in use. */
export async function segmentConditions(reader: Reader): Promise<SegmentConditions> {
  const [stored] = await reader.rowsOf(storedConditions);
  const merged = stored?.mergedTags ?? {};
  return new Map(
    Object.entries(stored?.conditions ?? {}).map(([id, condition]) => [id, mapTags(condition, (tag) => merged[tag] ?? tag)]),
  );
}

/** The conditions of segments, if a condition names any. */
export const segmentsFor = async (reader: Reader, condition: Condition): Promise<SegmentConditions> =>
  segmentsNamedIn(condition).length > 0 ? segmentConditions(reader) : noSegments;

/** Whether a person is in each of some segments now. Nobody is in a segment that does not exist. */
export async function segmentsOfPerson(
  reader: Reader,
  contactId: string | null,
  ids: readonly string[],
  now: Date,
): Promise<Readonly<Record<string, boolean>>> {
  const segments = await segmentConditions(reader);
  const params: unknown[] = [contactId];
  const columns = ids.map((id, place) => {
    const condition = segments.get(id);
    if (!condition) return `false as s${place}`;
    const before = params.length;
    const placeholder = (index: number) => `$${before + index + 1}`;
    const compiled = compileCondition(condition, { contact: 'c', now, placeholder, segments, aboutFew: true });
    params.push(...compiled.params);
    return `coalesce(${compiled.sql}, false) as s${place}`;
  });
  const query = defineQuery<unknown[]>()({
    columns: Object.fromEntries(ids.map((_, place) => [`s${place}`, column.boolean])),
    sql: `select ${columns.join(', ')} from contact c where c.id = $1::uuid`,
  });
  const [row] = await reader.rowsOf(query, ...params);
  return Object.fromEntries(ids.map((id, place) => [id, row?.[`s${place}`] === true]));
}
