import { definitionOf, type GraphNode } from '@perennial/domain/automation';
import type { Names } from '@perennial/domain/conditions';
import { type UseQueryResult, useQueries } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { asRecordKind, type LookupRecord, type RecordKind, recordQuery } from '../platform/records/lookup';

interface Reference {
  readonly kind: RecordKind;
  readonly id: string;
}

const references = new WeakMap<GraphNode, readonly Reference[]>();

/** The records that the sentence about a step names, found once for each version of the step. */
function referencesOf(step: GraphNode): readonly Reference[] {
  const known = references.get(step);
  if (known) return known;
  const found: Reference[] = [];
  definitionOf(step).summary(step.config, (word, id) => {
    const kind = asRecordKind(word);
    if (kind && id) found.push({ kind, id });
    return undefined;
  });
  references.set(step, found);
  return found;
}

const keyOf = (kind: string, id: string): string => `${kind}:${id}`;

/** Names of the records that these steps point to. The same function until a name changes. */
export function useRecordNames(steps: readonly GraphNode[]): Names {
  const asked = new Map(steps.flatMap(referencesOf).map((reference) => [keyOf(reference.kind, reference.id), reference]));
  const key = [...asked.keys()].join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says which records are asked for
  const list = useMemo(() => [...asked.values()], [key]);
  const combine = useCallback(
    (results: UseQueryResult<LookupRecord | null>[]) =>
      Object.fromEntries(
        list.map(({ kind, id }, index) => {
          const record = results[index]?.data;
          return [keyOf(kind, id), record === null ? `deleted ${kind}` : record?.label];
        }),
      ),
    [list],
  );
  const labels = useQueries({ queries: list.map(({ kind, id }) => recordQuery(kind, id)), combine });
  return useMemo<Names>(() => (kind, id) => labels[keyOf(kind, id)], [labels]);
}
