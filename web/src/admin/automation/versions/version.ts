import type { Schemas } from '@perennial/api-client';
import { Graph } from '@perennial/domain/automation';
import { type QueryClient, queryOptions, type UseQueryResult, useQueries, useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { answer, api } from '../../../ui/api/client';
import { automationKey } from '../automation';

/** A published version in the history. */
export type Version = Schemas['AutomationVersion'];
/** How many people are at a step of a version now. */
export type PeopleAtStep = Schemas['PeopleAtStep'];

export const versionsKey = (id: string) => [...automationKey(id), 'versions'] as const;
/** A version never changes, so live updates do not read it again. */
const graphKey = (id: string, number: number) => ['automation-versions', id, number] as const;
const at = (id: string) => ({ params: { path: { id } } });

export const useVersions = (id: string) =>
  useQuery({
    queryKey: versionsKey(id),
    queryFn: () => answer(api.GET('/api/admin/automations/{id}/versions', at(id))),
  });

const graphQuery = (id: string, number: number) =>
  queryOptions({
    queryKey: graphKey(id, number),
    queryFn: async (): Promise<Graph> => {
      const path = { id, number };
      return Graph.parse((await answer(api.GET('/api/admin/automations/{id}/versions/{number}', { params: { path } }))).graph);
    },
    staleTime: Number.POSITIVE_INFINITY,
  });

/** The graph of a version; nothing without a number. */
export const useVersionGraph = (id: string, number: number | null) =>
  useQuery({ ...graphQuery(id, number ?? 0), enabled: number !== null });

/** The graphs of several versions, by number. Those that are being loaded are missing. */
export function useVersionGraphs(id: string, numbers: readonly number[]): ReadonlyMap<number, Graph> {
  const combine = useCallback(
    (results: UseQueryResult<Graph>[]) =>
      new Map(results.flatMap(({ data }, index): [number, Graph][] => (data ? [[numbers[index] ?? 0, data]] : []))),
    [numbers],
  );
  return useQueries({ queries: numbers.map((number) => graphQuery(id, number)), combine });
}

/** Remembers the graph that was just published, which is the draft. */
export const rememberGraph = (queries: QueryClient, id: string, number: number, graph: Graph) =>
  queries.setQueryData(graphKey(id, number), graph);

/** How many people are at each step of each version. */
export const usePeopleInVersions = (id: string, enabled: boolean) =>
  useQuery({
    queryKey: [...automationKey(id), 'people'],
    queryFn: () => answer(api.GET('/api/admin/automations/{id}/people', at(id))),
    enabled,
  });
