import type { Schemas } from '@perennial/api-client';
import { automationSortColumns, Graph, templateIds } from '@perennial/domain/automation';
import { sortOrders } from '@perennial/domain/search';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { answer, api, type ListQuery } from '../../ui/api/client';
import { oneOf } from '../../ui/api/query';

export type AutomationSummary = Schemas['AutomationSummary'];
export type AutomationState = AutomationSummary['state'];
/** An issue, found in the browser while editing or by the server, which has the school's records. */
export type CanvasProblem = Schemas['GraphProblem'];
/** How many people are at a step now. */
export type StepCount = Schemas['StepCount'];
export type Automation = Omit<Schemas['Automation'], 'draft'> & { readonly draft: Graph };

export const automationsKey = ['automations'] as const;
export const automationKey = (id: string) => [...automationsKey, id] as const;

/** Issues that only the server can find, because it has the records and the stored emails. */
const serverOnly: readonly string[] = ['missing_reference', 'mail_variables', 'mail_unfillable', 'other_host'];

/** Issues found while editing, and those that the server found at the last save in steps that still exist. */
export const allProblems = (
  steps: ReadonlySet<string>,
  drawn: readonly CanvasProblem[],
  found: readonly CanvasProblem[],
): readonly CanvasProblem[] => [
  ...drawn,
  ...found.filter(({ code, nodeId }) => serverOnly.includes(code) && (nodeId === undefined || steps.has(nodeId))),
];

const sorts = sortOrders(automationSortColumns);
const at = (id: string) => ({ params: { path: { id } } });

export const useAutomations = (query: ListQuery & { readonly builtIn: boolean }) =>
  useQuery({
    queryKey: [...automationsKey, query],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/admin/automations', {
          params: { query: { ...query, sort: oneOf(sorts, query.sort), builtIn: String(query.builtIn) } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });

export const useAutomation = (id: string) =>
  useQuery({
    queryKey: automationKey(id),
    queryFn: async (): Promise<Automation> => {
      const automation = await answer(api.GET('/api/admin/automations/{id}', at(id)));
      return { ...automation, draft: Graph.parse(automation.draft) };
    },
  });

/** The number of people at each step of an automation. */
export const useStepCounts = (id: string, enabled: boolean) =>
  useQuery({
    queryKey: [...automationKey(id), 'standing'],
    queryFn: () => answer(api.GET('/api/admin/automations/{id}/standing', at(id))),
    enabled,
  });

/** Other active automations that email the same people about the same thing as a draft. */
export type Overlap = Schemas['Overlap'];

export const useOverlaps = (id: string, revision: number) =>
  useQuery({
    queryKey: [...automationKey(id), 'overlaps', revision],
    queryFn: () => answer(api.GET('/api/admin/automations/{id}/overlaps', at(id))),
    placeholderData: keepPreviousData,
  });

/** A new automation: empty, or from a template with its emails. */
export const createAutomation = (name: string, template: string) =>
  answer(api.POST('/api/admin/automations', { body: { name, template: oneOf(templateIds, template) } }));

/** The graph of a template, with its emails. The canvas saves it like any other. */
export const drawingFrom = async (id: string, name: string): Promise<Graph> => {
  const template = oneOf(templateIds, name);
  if (!template) throw new Error(`no template ${name}`);
  const { graph } = await answer(api.POST('/api/admin/automations/{id}/drawing', { ...at(id), body: { template } }));
  return Graph.parse(graph);
};

export const renameAutomation = (id: string, name: string) =>
  answer(api.PATCH('/api/admin/automations/{id}', { ...at(id), body: { name } }));
export const saveDraft = (id: string, graph: Graph, revision: number) =>
  answer(api.PUT('/api/admin/automations/{id}/draft', { ...at(id), body: { graph, revision } }));
export const publishAutomation = (id: string, revision: number) =>
  answer(api.POST('/api/admin/automations/{id}/publish', { ...at(id), body: { revision } }));
export const duplicateAutomation = (id: string) => answer(api.POST('/api/admin/automations/{id}/duplicate', at(id)));
export const pauseAutomation = (id: string) => answer(api.POST('/api/admin/automations/{id}/pause', at(id)));
export const resumeAutomation = (id: string) => answer(api.POST('/api/admin/automations/{id}/resume', at(id)));
