import type { Schemas } from '@perennial/api-client';
import { type LookupKind, lookupKinds } from '@perennial/domain/search';
import { keepPreviousData, type QueryClient, type QueryKey, queryOptions, useQuery } from '@tanstack/react-query';
import { answer, api } from '../../../ui/api/client';
import { oneOf } from '../../../ui/api/query';
import { createBatcher } from './batch';

/** A record by its name. */
export type LookupRecord = Schemas['Lookup']['items'][number];

/** A kind of record that can be looked up; undefined for any other text. */
export const asLookupKind = (kind: string | undefined): LookupKind | undefined => oneOf(lookupKinds, kind);

const find = async (kind: LookupKind, query: { readonly q?: string; readonly ids?: string }, signal?: AbortSignal) =>
  answer(api.GET('/api/admin/lookups/{kind}', { params: { path: { kind }, query }, ...(signal && { signal }) }));

/** Records that match what was typed. */
export const useLookup = (kind: LookupKind, q: string, enabled: boolean) =>
  useQuery({
    queryKey: ['lookups', kind, 'search', q],
    queryFn: ({ signal }) => find(kind, { q }, signal),
    placeholderData: keepPreviousData,
    enabled,
  });

// Cards and fields request one name each. Simultaneous requests are sent as one.
const batches = Object.fromEntries(
  lookupKinds.map((kind) => [kind, createBatcher(async (ids) => (await find(kind, { ids: ids.join(',') })).items)]),
) as Record<LookupKind, (id: string) => Promise<LookupRecord | null>>;

/** One record by its ID; null if it does not exist any more. */
export const recordQuery = (kind: LookupKind, id: string) =>
  queryOptions({
    queryKey: ['lookups', kind, 'id', id],
    queryFn: () => batches[kind](id),
    // The name may have been changed on the previous screen.
    staleTime: 1_000,
  });

/** Keeps the name of a record that was just created, so that a field shows it immediately. */
export function keepRecord(queries: QueryClient, kind: LookupKind, record: LookupRecord): void {
  const key: QueryKey = recordQuery(kind, record.id).queryKey;
  queries.setQueryData(key, record);
}
