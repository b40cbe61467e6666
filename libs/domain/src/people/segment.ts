import { z } from 'zod';
import { checkCondition, checkContactCondition } from '../conditions/check.js';
import type { ConditionProblem } from '../conditions/condition-problem.js';
import { scopeOfEvent } from '../conditions/fields.js';
import { Condition } from '../conditions/model.js';

/** Bounds of segments. A condition is part of the address of the contact list. */
export const segmentLimits = { name: 80, segments: 200, condition: 8000 } as const;

/** What the list of segments can be sorted by. */
export const segmentSortColumns = ['name', 'createdAt'] as const;

/** `filling` from a change of its condition until every contact was checked once. */
export type SegmentState = 'filling' | 'ready';

/** The name of a segment. */
export const SegmentName = z
  .string()
  .trim()
  .min(1, 'Enter a name.')
  .max(segmentLimits.name, `Use at most ${segmentLimits.name} characters.`);

/** A condition that selects contacts. A tag may be named instead of chosen: whoever stores the condition replaces the name. */
export const SegmentCondition = Condition.superRefine((condition, context) => {
  if (condition.tests.length === 0) context.addIssue('Add at least one condition.');
  if (JSON.stringify(condition).length > segmentLimits.condition) context.addIssue('Use fewer or shorter conditions.');
  for (const { message, fix } of checkContactCondition(condition)) context.addIssue(`${message} ${fix}`);
});

/** A segment that staff create. */
export const SegmentInput = z.object({ name: SegmentName, condition: SegmentCondition }).meta({ id: 'SegmentInput' });
export type SegmentInput = z.output<typeof SegmentInput>;

/** What staff change of a segment. */
export const SegmentChange = SegmentInput.partial().meta({ id: 'SegmentChange' });
export type SegmentChange = z.output<typeof SegmentChange>;

/** Why a condition cannot be stored as a segment, once its tags are IDs: also where nobody can ever meet it. */
export function segmentProblems(condition: Condition): ConditionProblem[] {
  const problems = checkContactCondition(condition);
  return problems.length > 0 ? problems : checkCondition(condition, scopeOfEvent(undefined));
}
