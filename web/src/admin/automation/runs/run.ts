import type { Schemas } from '@perennial/api-client';
import { type Graph, graphSchema } from '@perennial/domain/automation';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { answer, api, type ListQuery } from '../../../ui/api/client';
import { oneOf } from '../../../ui/api/query';

/** One person's way through an automation; the screens call it their journey. */
export type Run = Schemas['Run'];
export type RunState = Run['state'];
export type RunDetail = Omit<Schemas['RunDetail'], 'graph'> & { readonly graph: Graph };
export type Visit = RunDetail['visits'][number];

export const runKey = (id: string) => ['runs', id] as const;

export const runStates: readonly RunState[] = ['parked', 'waiting', 'running', 'completed', 'exited', 'stopped'];
const sorts = ['startedAt', '-startedAt'] as const;

export const useRuns = (
  automationId: string,
  { state, step, ...query }: ListQuery & { state: RunState | undefined; step: string | null },
) =>
  useQuery({
    queryKey: ['automations', automationId, 'runs', query, state, step],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/admin/automations/{id}/runs', {
          params: {
            path: { id: automationId },
            query: { ...query, sort: oneOf(sorts, query.sort), state, ...(step && { step }) },
          },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });

export const useRun = (id: string) =>
  useQuery({
    queryKey: runKey(id),
    queryFn: async (): Promise<RunDetail> => {
      const detail = await answer(api.GET('/api/admin/runs/{id}', { params: { path: { id } } }));
      return { ...detail, graph: graphSchema.parse(detail.graph) };
    },
  });

export type RunAction = 'retry' | 'skip' | 'stop';
export const operateRun = (id: string, action: RunAction) =>
  answer(api.POST('/api/admin/runs/{id}/{action}', { params: { path: { id, action } } }));

/** Parked before its first step, because the person enters again and again: there is a way in, and no step to skip. */
export const isEntering = (code: string | null): boolean => code === 'entry_loop';
