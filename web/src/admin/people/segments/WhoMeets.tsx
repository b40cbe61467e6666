import type { Condition } from '@perennial/domain/conditions';
import { describeCondition, type FieldScope } from '@perennial/domain/conditions';
import { recordsIn, useNamesOf } from '../../conditions/use-names';

/** Fields of people only: who is in a segment does not depend on an event or a step. */
export const peopleScope: FieldScope = { eventTypes: [] };

/** A condition about people as a sentence that begins with a capital letter. */
export function useSentence(condition: Condition): string {
  const sentence = describeCondition(condition, peopleScope, useNamesOf(recordsIn(condition, peopleScope)));
  return sentence.slice(0, 1).toUpperCase() + sentence.slice(1);
}

/** A condition about people as a sentence. */
export const WhoMeets = ({ condition }: { condition: Condition }) => <>{useSentence(condition)}</>;
