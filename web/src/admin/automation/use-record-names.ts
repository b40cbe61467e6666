import { definitionOf, type GraphNode } from '@perennial/domain/automation';
import type { Names } from '@perennial/domain/conditions';
import { type RecordReference, useNamesOf } from '../conditions/use-names';
import { asLookupKind } from '../platform/records/lookup';

const references = new WeakMap<GraphNode, readonly RecordReference[]>();

/** The records that the sentence about a step names, found once for each version of the step. */
function referencesOf(step: GraphNode): readonly RecordReference[] {
  const known = references.get(step);
  if (known) return known;
  const found: RecordReference[] = [];
  definitionOf(step).summary(step.config, (word, id) => {
    const kind = asLookupKind(word);
    if (kind && id) found.push({ kind, id });
    return undefined;
  });
  references.set(step, found);
  return found;
}

/** Names of the records that these steps point to. The same function until a name changes. */
export const useRecordNames = (steps: readonly GraphNode[]): Names => useNamesOf(steps.flatMap(referencesOf));
