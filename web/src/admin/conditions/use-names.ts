import { type Condition, conditionReferences, type FieldScope, type Names } from '@perennial/domain/conditions';
import type { LookupKind } from '@perennial/domain/search';
import { type UseQueryResult, useQueries } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { asLookupKind, type LookupRecord, recordQuery } from '../platform/records/lookup';

/** A record that a sentence names. */
export interface RecordReference {
  readonly kind: LookupKind;
  readonly id: string;
}

/** The records that a condition names. */
export const recordsIn = (condition: Condition, scope: FieldScope): RecordReference[] =>
  conditionReferences(condition, scope).flatMap(({ kind, id }) => {
    const known = asLookupKind(kind);
    return known ? [{ kind: known, id }] : [];
  });

const keyOf = (kind: string, id: string): string => `${kind}:${id}`;

/** Names of records. The same function until a name changes. */
export function useNamesOf(references: readonly RecordReference[]): Names {
  const asked = new Map(references.map((reference) => [keyOf(reference.kind, reference.id), reference]));
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
