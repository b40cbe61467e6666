import type { Graph, Problem } from '@perennial/domain';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, type Page, type QueryValue } from '../../ui/api/client';

export type AutomationState = 'draft' | 'active' | 'paused';

export interface AutomationSummary {
  readonly id: string;
  readonly name: string;
  readonly state: AutomationState;
  readonly builtInKey: string | null;
  readonly versionNumber: number | null;
  readonly counts: { readonly running: number; readonly waiting: number; readonly parked: number; readonly completed: number };
  readonly updatedAt: string;
}

export interface Automation extends Omit<AutomationSummary, 'versionNumber' | 'counts'> {
  readonly counts?: AutomationSummary['counts'];
  readonly draft: Graph;
  readonly draftRevision: number;
  readonly published: { readonly number: number; readonly publishedAt: string } | null;
  readonly problems: readonly Problem[];
}

export const automationsKey = ['automations'] as const;
export const automationKey = (id: string) => [...automationsKey, id] as const;

export const useAutomations = (query: Record<string, QueryValue>) =>
  useQuery({
    queryKey: [...automationsKey, query],
    queryFn: ({ signal }) => api.get<Page<AutomationSummary>>('/admin/automations', query, signal),
    placeholderData: keepPreviousData,
    refetchInterval: 15_000,
  });

export const useAutomation = (id: string) =>
  useQuery({ queryKey: automationKey(id), queryFn: () => api.get<Automation>(`/admin/automations/${id}`) });

/** A new automation: empty, or one of the ready-made ones with its mails written. */
export const createAutomation = (name: string, template: string) =>
  api.post<Automation>('/admin/automations', { name, ...(template && { template }) });
/** The drawing of a ready-made automation, with its mails written. The canvas saves it like any other. */
export const drawingFrom = (id: string, template: string) =>
  api.post<{ graph: Graph }>(`/admin/automations/${id}/drawing`, { template });

export const renameAutomation = (id: string, name: string) => api.patch<Automation>(`/admin/automations/${id}`, { name });
export const saveDraft = (id: string, graph: Graph, revision: number) =>
  api.put<{ draftRevision: number }>(`/admin/automations/${id}/draft`, { graph, revision });
export const publishAutomation = (id: string, revision: number) =>
  api.post<Automation>(`/admin/automations/${id}/publish`, { revision });
export const pauseAutomation = (id: string) => api.post<Automation>(`/admin/automations/${id}/pause`);
export const resumeAutomation = (id: string) => api.post<Automation>(`/admin/automations/${id}/resume`);
