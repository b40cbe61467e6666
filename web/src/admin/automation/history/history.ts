import type { Schemas } from '@perennial/api-client';
import { definitionOf, findNode, Graph, titleOf } from '@perennial/domain/automation';
import type { Names } from '@perennial/domain/conditions';
import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../../ui/api/client';

export type PastJourney = Schemas['PastJourney'];
type Comparison = Omit<Schemas['HistoryComparison'], 'draft'> & { readonly draft: Graph };

/** The newest journeys of an automation, played on its draft. */
export const useHistory = (id: string) =>
  useQuery({
    queryKey: ['automation-history', id],
    queryFn: async (): Promise<Comparison> => {
      const found = await answer(api.GET('/api/admin/automations/{id}/history', { params: { path: { id }, query: {} } }));
      return { ...found, draft: Graph.parse(found.draft) };
    },
    // The draft may have changed since the last visit.
    staleTime: 0,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
  });

const people = (count: number): string => (count === 1 ? '1 person' : `${count} people`);

/** What would differ for how many people, as lines: “14 of 200 would take another branch”. */
export function summaryOf({ compared, differing, counts }: Pick<Comparison, 'compared' | 'differing' | 'counts'>): string[] {
  if (differing.length === 0)
    return [`Nothing would differ for the ${compared === 1 ? 'newest person' : `${compared} newest people`}.`];
  const lines: [number, string][] = [
    [counts.notEntering, 'would not enter'],
    [counts.otherBranch, 'would take another branch'],
    [counts.noEmail, 'would get no email'],
    [counts.fewerEmails - counts.noEmail, 'would miss an email'],
    [counts.moreEmails, 'would get another email'],
  ];
  return [
    `Something would differ for ${differing.length} of ${people(compared)}.`,
    ...lines.filter(([count]) => count > 0).map(([count, text]) => `${count} of ${compared} ${text}`),
  ];
}

const quoted = (names: Names, id: string): string => `“${names('template', id) ?? 'an email'}”`;
const stepIn = (graph: Graph, id: string): string => {
  const node = findNode(graph, id);
  return node ? `“${titleOf(node)}”` : 'a step';
};

function branchIn(graph: Graph, nodeId: string, port: string): string {
  const node = findNode(graph, nodeId);
  const found =
    node &&
    definitionOf(node)
      .ports(node.config)
      .find(({ id }) => id === port);
  return `“${found?.label || port}”`;
}

/** What would differ for one person, as sentences. */
export function differencesOf(journey: PastJourney, ran: Graph, draft: Graph, names: Names): string[] {
  if (!journey.enters) return ['Would not enter.'];
  const { branches, missed, added, emailsLost, emailsGained } = journey;
  return [
    ...branches.map(
      ({ nodeId, before, after }) =>
        `Takes ${branchIn(draft, nodeId, after)} instead of ${branchIn(ran, nodeId, before)} at ${stepIn(draft, nodeId)}.`,
    ),
    ...emailsLost.map((id) => `Does not get ${quoted(names, id)}.`),
    ...emailsGained.map((id) => `Also gets ${quoted(names, id)}.`),
    ...(missed.length > 0 ? [`Does not reach ${missed.map((id) => stepIn(ran, id)).join(', ')}.`] : []),
    ...(added.length > 0 ? [`Also reaches ${added.map((id) => stepIn(draft, id)).join(', ')}.`] : []),
  ];
}
