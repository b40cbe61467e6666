import type { Schemas } from '@perennial/api-client';
import { type CallInput, Graph, type runActions, runSortColumns } from '@perennial/domain/automation';
import { sortOrders } from '@perennial/domain/search';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { answer, api, type ListQuery } from '../../../ui/api/client';
import { oneOf } from '../../../ui/api/query';

/** One person's run through an automation. The screens call it a journey. */
export type Run = Schemas['Run'];
export type RunState = Run['state'];
export type RunDetail = Omit<Schemas['RunDetail'], 'graph'> & { readonly graph: Graph };
export type Visit = RunDetail['visits'][number];

export const runKey = (id: string) => ['runs', id] as const;

const sorts = sortOrders(runSortColumns);

export const useRuns = (
  automationId: string,
  { state, step, held = false, ...query }: ListQuery & { state: RunState | undefined; step: string | null; held?: boolean },
) =>
  useQuery({
    queryKey: ['automations', automationId, 'runs', query, state, step, held],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/admin/automations/{id}/runs', {
          params: {
            path: { id: automationId },
            query: { ...query, sort: oneOf(sorts, query.sort), state, ...(step && { step }), ...(held && { held: 'true' }) },
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
      return { ...detail, graph: Graph.parse(detail.graph) };
    },
  });

export type RunAction = (typeof runActions)[number];
/** Which version a retry uses. */
export type RetryVersion = Schemas['RunActionInput']['version'];
/** A command of staff, and the version that a retry uses. */
export interface RunCommand {
  readonly action: RunAction;
  readonly version?: RetryVersion;
  /** The call of the step as staff edited it for this person. */
  readonly input?: CallInput;
}
export const operateRun = (id: string, { action, version = 'current', input }: RunCommand) =>
  answer(
    api.POST('/api/admin/runs/{id}/{action}', { params: { path: { id, action } }, body: { version, ...(input && { input }) } }),
  );

/** Repeats a journey that has ended from a step. Returns the journey that begins. */
export const repeatRun = (id: string, body: Schemas['RerunInput']) =>
  answer(api.POST('/api/admin/runs/{id}/reruns', { params: { path: { id } }, body }));

/** Parked before its first step because of an entry loop. Staff can allow the entry; there is no step to skip. */
export const isEntering = (code: string | null): boolean => code === 'entry_loop';
