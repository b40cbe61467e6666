import type { Evidence, Graph } from '@perennial/domain';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, type Page, type QueryValue } from '../../../ui/api/client';

export type RunState = 'running' | 'waiting' | 'parked' | 'completed' | 'exited' | 'stopped';

/** One person's way through an automation; the screens call it their journey. */
export interface Run {
  readonly id: string;
  readonly automationId?: string;
  readonly contact: { readonly id: string; readonly name: string | null; readonly email: string } | null;
  readonly state: RunState;
  readonly version: number;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly currentNodeId: string | null;
  readonly waitingFor: string | null;
  readonly waitUntil: string | null;
  readonly problem: string | null;
}

export interface Visit {
  readonly nodeId: string;
  readonly visit: number;
  readonly enteredAt: string;
  readonly leftAt: string | null;
  readonly port: string | null;
  readonly evidence: { readonly reason?: string; readonly values?: readonly Evidence[] } | null;
}

export interface RunDetail {
  readonly run: Run;
  readonly graph: Graph;
  readonly visits: readonly Visit[];
  readonly temporalUrl: string | null;
}

export const runKey = (id: string) => ['runs', id] as const;

export const useRuns = (automationId: string, query: Record<string, QueryValue>) =>
  useQuery({
    queryKey: ['automations', automationId, 'runs', query],
    queryFn: ({ signal }) => api.get<Page<Run>>(`/admin/automations/${automationId}/runs`, query, signal),
    placeholderData: keepPreviousData,
    refetchInterval: 10_000,
  });

const isOver = (state: RunState | undefined) => state === 'completed' || state === 'exited' || state === 'stopped';

export const useRun = (id: string) =>
  useQuery({
    queryKey: runKey(id),
    queryFn: () => api.get<RunDetail>(`/admin/runs/${id}`),
    refetchInterval: (query) => (isOver(query.state.data?.run.state) ? false : 3000),
  });

export type RunAction = 'retry' | 'skip' | 'stop';
export const operateRun = (id: string, action: RunAction) => api.post(`/admin/runs/${id}/${action}`);
