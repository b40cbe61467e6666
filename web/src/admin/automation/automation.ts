import type { Schemas } from '@perennial/api-client';
import { type Graph, graphSchema } from '@perennial/domain/automation';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { answer, api, type ListQuery } from '../../ui/api/client';
import { oneOf } from '../../ui/api/query';

export type AutomationSummary = Schemas['AutomationSummary'];
export type AutomationState = AutomationSummary['state'];
/** An issue, found here while drawing or by the server, which knows the school's records. */
export type CanvasProblem = Schemas['GraphProblem'];
/** How many people are at a step now. */
export type Standing = Schemas['Standing'];
export type Automation = Omit<Schemas['Automation'], 'draft'> & { readonly draft: Graph };

const templates = ['welcome-series', 'trial-rescue', 'failed-payment', 'course-completion'] as const;

export const automationsKey = ['automations'] as const;
export const automationKey = (id: string) => [...automationsKey, id] as const;

/** What only the server can find: it knows which records there are and what stored mails say. */
const serverOnly: readonly string[] = ['missing_reference', 'mail_variables', 'mail_unfillable', 'other_host'];

/** Issues found while drawing, with those that the server found in steps that still exist when it was saved last. */
export const allProblems = (
  steps: ReadonlySet<string>,
  drawn: readonly CanvasProblem[],
  found: readonly CanvasProblem[],
): readonly CanvasProblem[] => [
  ...drawn,
  ...found.filter(({ code, nodeId }) => serverOnly.includes(code) && (nodeId === undefined || steps.has(nodeId))),
];

const sorts = ['name', 'updatedAt', 'state', '-name', '-updatedAt', '-state'] as const;
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
      return { ...automation, draft: graphSchema.parse(automation.draft) };
    },
  });

/** Who is where now, of an automation that people have entered. */
export const useStanding = (id: string, enabled: boolean) =>
  useQuery({
    queryKey: [...automationKey(id), 'standing'],
    queryFn: () => answer(api.GET('/api/admin/automations/{id}/standing', at(id))),
    enabled,
  });

/** A new automation: empty, or one of the ready-made ones with its mails written. */
export const createAutomation = (name: string, template: string) =>
  answer(api.POST('/api/admin/automations', { body: { name, template: oneOf(templates, template) } }));

/** The drawing of a ready-made automation, with its mails written. The canvas saves it like any other. */
export const drawingFrom = async (id: string, name: string): Promise<Graph> => {
  const template = oneOf(templates, name);
  if (!template) throw new Error(`no template ${name}`);
  const { graph } = await answer(api.POST('/api/admin/automations/{id}/drawing', { ...at(id), body: { template } }));
  return graphSchema.parse(graph);
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
