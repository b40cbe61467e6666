import { comparableText } from './comparable.js';
import { always, type Condition, type ConditionTest, testsOf } from './model.js';
import { listOf } from './operators.js';

/** The field that compares with segments. */
export const segmentField = 'contact.segments';

/** The conditions of segments by their IDs. */
export type SegmentConditions = ReadonlyMap<string, Condition>;

/** No segments. */
export const noSegments: SegmentConditions = new Map();

/** Segments may name segments this often one within the other. */
export const deepestSegments = 5;

/** The segments that one comparison names. */
export const segmentsOf = ({ field, value }: ConditionTest): string[] =>
  field === segmentField ? [...new Set(listOf(value).flatMap((id) => comparableText(id) || []))] : [];

/** The segments that a condition names. */
export const segmentsNamedIn = (condition: Condition): string[] => [...new Set(testsOf(condition).flatMap(segmentsOf))];

/** The segments that decide a condition: those it names, those that they name, and so on. */
export function segmentsWithin(condition: Condition, segments: SegmentConditions): string[] {
  const found = new Set<string>();
  const visit = (named: readonly string[]): void => {
    for (const id of named) {
      if (found.has(id)) continue;
      found.add(id);
      const inner = segments.get(id);
      if (inner) visit(segmentsNamedIn(inner));
    }
  };
  visit(segmentsNamedIn(condition));
  return [...found];
}

/** Why a segment cannot have a condition because of the segments that it names. */
export type SegmentRefusal =
  /** The segments through which it would contain itself, in order; empty if it names itself. */
  | { readonly kind: 'cycle'; readonly through: readonly string[] }
  /** Segments would name segments more than {@link deepestSegments} times. */
  | { readonly kind: 'depth' };

/**
 * Checks the segments that a condition names.
 * @param id the segment that is to have the condition; null for a new one, which nothing names yet
 * @param segments the segments as they are stored
 */
export function refusedSegments(id: string | null, condition: Condition, segments: SegmentConditions): SegmentRefusal | null {
  const through = id === null ? null : wayTo(id, condition, segments);
  if (through) return { kind: 'cycle', through };
  const after = new Map(segments);
  if (id !== null) after.set(id, condition);
  const above = id === null ? [] : segmentsThatName(id, after).flatMap((other) => after.get(other) ?? []);
  return [condition, ...above].some((one) => depthOf(one, after) > deepestSegments) ? { kind: 'depth' } : null;
}

/** The segments between a condition and a segment that it leads to; null if it does not lead there. */
function wayTo(id: string, condition: Condition, segments: SegmentConditions): string[] | null {
  const seen = new Set<string>();
  const visit = (named: readonly string[]): string[] | null => {
    if (named.includes(id)) return [];
    for (const one of named) {
      const inner = seen.has(one) ? undefined : segments.get(one);
      seen.add(one);
      const rest = inner && visit(segmentsNamedIn(inner));
      if (rest) return [one, ...rest];
    }
    return null;
  };
  return visit(segmentsNamedIn(condition));
}

/** How often segments name segments below a condition. Only for segments without a cycle. */
function depthOf(condition: Condition, segments: SegmentConditions): number {
  const named = segmentsNamedIn(condition);
  return named.length === 0 ? 0 : 1 + Math.max(...named.map((id) => depthOf(segments.get(id) ?? always, segments)));
}

/** The segments whose members follow from a segment, because they name it or one that does. */
export const segmentsThatName = (id: string, segments: SegmentConditions): string[] =>
  [...segments].flatMap(([other, condition]) => (segmentsWithin(condition, segments).includes(id) ? [other] : []));
