import type { Schemas } from '@perennial/api-client';
import { automationSortColumns, Graph, templateIds, type WaitPolicy } from '@perennial/domain/automation';
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

export const useAutomations = (query: ListQuery & { readonly builtIn: boolean; readonly state?: AutomationState }) =>
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

/** Periods for which a canvas shows how many people passed. */
export const passagePeriods = ['day', 'week', 'ever'] as const;
export type PassagePeriod = (typeof passagePeriods)[number];

/** How many people passed each step of an automation. Refreshed with the counts of people at steps. */
export const usePassages = (id: string, enabled: boolean) =>
  useQuery({
    queryKey: [...automationKey(id), 'standing', 'passages'],
    queryFn: () => answer(api.GET('/api/admin/automations/{id}/passages', at(id))),
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

/** The records that a template is about, by the keys of its needs. */
export type TemplateRecords = Readonly<Record<string, string>>;

/** A new automation: empty, or from a template with its emails. */
export const createAutomation = (name: string, template?: string, records: TemplateRecords = {}) =>
  answer(api.POST('/api/admin/automations', { body: { name, template: oneOf(templateIds, template), records } }));

/** The graph of a template, with its emails. The canvas saves it like any other. */
export const drawingFrom = async (id: string, name: string, records: TemplateRecords): Promise<Graph> => {
  const template = oneOf(templateIds, name);
  if (!template) throw new Error(`no template ${name}`);
  const { graph } = await answer(api.POST('/api/admin/automations/{id}/drawing', { ...at(id), body: { template, records } }));
  return Graph.parse(graph);
};

export const renameAutomation = (id: string, name: string) =>
  answer(api.PATCH('/api/admin/automations/{id}', { ...at(id), body: { name } }));
export const saveDraft = (id: string, graph: Graph, revision: number) =>
  answer(api.PUT('/api/admin/automations/{id}/draft', { ...at(id), body: { graph, revision } }));
/** What is published, with a note, and whom to move to it. */
type PublishInput = Required<Schemas['PublishInput']>;

export const publishAutomation = (id: string, body: PublishInput) =>
  answer(api.POST('/api/admin/automations/{id}/publish', { ...at(id), body }));
export const duplicateAutomation = (id: string) => answer(api.POST('/api/admin/automations/{id}/duplicate', at(id)));
/** What a pause does with people in progress. */
export type PausedPeople = NonNullable<Schemas['PauseInput']['people']>;
/** What happens to people in progress when an automation stops. */
export type People = NonNullable<Schemas['StopInput']['people']>;

export const pauseAutomation = (id: string, people: PausedPeople = 'continue') =>
  answer(api.POST('/api/admin/automations/{id}/pause', { ...at(id), body: { people } }));
export const archiveAutomation = (id: string, people: People) =>
  answer(api.POST('/api/admin/automations/{id}/archive', { ...at(id), body: { people } }));
/** Brings back an archived or deleted automation. */
export const restoreAutomation = (id: string) => answer(api.POST('/api/admin/automations/{id}/restore', at(id)));
export const deleteAutomation = (id: string, people: People) =>
  answer(api.DELETE('/api/admin/automations/{id}', { params: { path: { id }, query: { people } } }));
/** An automation as a file. */
export type ExportedAutomation = Schemas['AutomationFile'];

export const exportAutomation = (id: string) => answer(api.GET('/api/admin/automations/{id}/export', at(id)));
export const importAutomation = (file: ExportedAutomation) => answer(api.POST('/api/admin/automations/import', { body: file }));
export const resumeAutomation = (id: string, waits: WaitPolicy = 'count') =>
  answer(api.POST('/api/admin/automations/{id}/resume', { ...at(id), body: { waits } }));
