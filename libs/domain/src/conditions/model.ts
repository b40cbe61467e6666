import { z } from 'zod';
import { type Expected, operatorNames } from './operators.js';

/** What a field may be called: `event.amount`, `course.<id>.completed`, `node.<id>.status`. */
export const fieldPattern = /^[a-z]+(\.[\w-]{1,100}){1,3}$/;

const expected: z.ZodType<Expected> = z
  .union([z.string().max(500), z.number(), z.boolean(), z.array(z.string().max(500)).max(100), z.null()])
  .default(null);

/** One comparison. */
export const ConditionTest = z.object({
  field: z.string().max(250).regex(fieldPattern, { error: 'Choose a field.' }),
  operator: z.enum(operatorNames),
  value: expected,
});
export type ConditionTest = z.output<typeof ConditionTest>;

const match = z.enum(['all', 'any']).default('all');

/** Some comparisons of which all, or any, must hold. */
export const ConditionGroup = z.object({ match, tests: z.array(ConditionTest).max(50) });
export type ConditionGroup = z.output<typeof ConditionGroup>;

/**
 * A group whose members may be groups themselves: at most one level deep, so that it stays readable. No tests at all means
 * "always".
 */
export const Condition = z.object({
  match,
  tests: z
    .array(z.union([ConditionTest, ConditionGroup]))
    .max(50)
    .default([]),
});
export type Condition = z.output<typeof Condition>;

/** The condition that always holds. */
export const always: Condition = { match: 'all', tests: [] };

/** Whether a member of a condition is a group. */
export const isGroup = (entry: ConditionTest | ConditionGroup): entry is ConditionGroup => 'tests' in entry;

/** All comparisons of a condition, in reading order. */
export const testsOf = (condition: Condition): ConditionTest[] =>
  condition.tests.flatMap((entry) => (isGroup(entry) ? entry.tests : [entry]));
