import { type Facts, readField } from './facts.js';
import { labelOf, type Names, scopeOfEvent } from './fields.js';
import { type Condition, type ConditionTest, isGroup } from './model.js';
import { type Expected, type Operator, operators } from './operators.js';

/** What one comparison saw: kept with every decision, so that "why?" has an answer. */
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
 * Decides a condition. Total: it never throws, a missing field counts as null and the operator decides. Every comparison is made,
 * also those that no longer matter, so that the evidence is complete. No comparisons at all: it holds.
 */
export function evaluate(condition: Condition, facts: Facts, now: string, names?: Names): Evaluation {
  const scope = scopeOfEvent(facts.event?.type);
  const evidence: Evidence[] = [];
  const test = (entry: ConditionTest): boolean => {
    const actual = readField(entry.field, facts);
    const matched = operators[entry.operator].matches(actual, entry.value, now);
    const { field, operator, value: expected } = entry;
    evidence.push({ field, label: labelOf(field, scope, names), operator, expected, actual: shorten(actual), matched });
    return matched;
  };
  const answers = condition.tests.map((entry) => (isGroup(entry) ? join(entry.match, entry.tests.map(test)) : test(entry)));
  return { matched: join(condition.match, answers), evidence };
}

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
