import type { Schemas } from '@perennial/api-client';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { answer, api } from '../../../ui/api/client';
import { oneOf } from '../../../ui/api/query';
import { createBatcher } from './batch';

/** A record by its name. */
export type LookupRecord = Schemas['Lookup']['items'][number];

/** Kinds of records that can be searched and named. */
export const recordKinds = ['automation', 'clock', 'contact', 'course', 'lesson', 'plan', 'product', 'tag', 'template'] as const;
export type RecordKind = (typeof recordKinds)[number];

/** A kind that can be looked up; undefined for any other word. */
export const asRecordKind = (kind: string | undefined): RecordKind | undefined => oneOf(recordKinds, kind);

const find = async (kind: RecordKind, query: { readonly q?: string; readonly ids?: string }, signal?: AbortSignal) =>
  answer(api.GET('/api/admin/lookups/{kind}', { params: { path: { kind }, query }, ...(signal && { signal }) }));

/** Records that match what was typed. */
export const useLookup = (kind: RecordKind, q: string, enabled: boolean) =>
  useQuery({
    queryKey: ['lookups', kind, 'search', q],
    queryFn: ({ signal }) => find(kind, { q }, signal),
    placeholderData: keepPreviousData,
    enabled,
  });

// Cards and fields ask for one name each; what they ask for at the same time is one request.
const batches = Object.fromEntries(
  recordKinds.map((kind) => [kind, createBatcher(async (ids) => (await find(kind, { ids: ids.join(',') })).items)]),
) as Record<RecordKind, (id: string) => Promise<LookupRecord | null>>;

/** One record by its ID; null if it does not exist any more. */
export const recordQuery = (kind: RecordKind, id: string) =>
  queryOptions({
    queryKey: ['lookups', kind, 'id', id],
    queryFn: () => batches[kind](id),
    // A name may have been changed on the screen one comes from.
    staleTime: 1_000,
  });
