import { type Facts, readField } from './facts.js';
import { labelOf, type Names, resolveField, scopeOfEvent } from './fields.js';
import { type Condition, type ConditionTest, isGroup } from './model.js';
import { type Expected, type Operator, operators } from './operators.js';

/** The values of one comparison, stored with every decision so that staff can see why it was made. */
export interface Evidence {
  readonly field: string;
  readonly label: string;
  readonly operator: Operator;
  readonly expected: Expected;
  /** The value seen, shortened; null for what is missing. */
  readonly actual: EvidenceValue;
  readonly matched: boolean;
}

/** A value as kept in evidence. */
export type EvidenceValue = string | number | boolean | null | readonly (string | number | boolean | null)[];

/** The answer to a condition, with every comparison that was made. */
export interface Evaluation {
  readonly matched: boolean;
  readonly evidence: readonly Evidence[];
}

/**
 * Evaluates a condition. It never throws: a missing field counts as null, and the operator decides. Every comparison is made,
 * even if it cannot change the result, so that the evidence is complete. A condition without comparisons holds.
 */
export function evaluate(condition: Condition, facts: Facts, now: string, names?: Names): Evaluation {
  const scope = scopeOfEvent(facts.event?.type);
  const named: Names = (kind, id) =>
    names?.(kind, id) ??
    (kind === 'field' && facts.fields && Object.hasOwn(facts.fields, id) ? facts.fields[id]?.name : undefined);
  const evidence: Evidence[] = [];
  const test = (entry: ConditionTest): boolean => {
    const { field, operator } = entry;
    const tagInUse = resolveField(field, scope)?.reference === 'tag' ? usedTag(facts) : undefined;
    const actual = tagInUse ? mapped(readField(field, facts), tagInUse) : readField(field, facts);
    const expected = tagInUse ? mapped(entry.value, tagInUse) : entry.value;
    const matched = operators[operator].matches(actual, expected, now);
    evidence.push({ field, label: labelOf(field, scope, named), operator, expected, actual: shorten(actual), matched });
    return matched;
  };
  const answers = condition.tests.map((entry) => (isGroup(entry) ? join(entry.match, entry.tests.map(test)) : test(entry)));
  return { matched: join(condition.match, answers), evidence };
}

/** A condition may name a tag that was merged into another one later, and so may the event. */
const usedTag =
  ({ contact }: Facts) =>
  <T>(id: T): T | string =>
    typeof id === 'string' && contact?.mergedTags && Object.hasOwn(contact.mergedTags, id) ? (contact.mergedTags[id] ?? id) : id;

const mapped = <T>(value: T, map: <I>(one: I) => I | string): T =>
  (Array.isArray(value) ? value.map((one: unknown) => map(one)) : map(value)) as T;

const join = (match: 'all' | 'any', answers: readonly boolean[]): boolean =>
  answers.length === 0 || (match === 'all' ? answers.every(Boolean) : answers.some(Boolean));

const longest = 500;

function shorten(value: unknown): EvidenceValue {
  if (Array.isArray(value)) return value.slice(0, 50).map(scalar);
  return scalar(value);
}

function scalar(value: unknown): string | number | boolean | null {
  if (typeof value === 'string') return value.length > longest ? `${value.slice(0, longest)}…` : value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  return typeof value === 'boolean' ? value : null;
}
