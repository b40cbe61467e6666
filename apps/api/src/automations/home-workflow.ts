import { workflows } from '@perennial/contracts';
import { type Graph, nodeDefinitions } from '@perennial/domain';

/** What tells where a run is carried: its state, the graph it follows and the cards it has been at. */
export interface CarriedRun {
  readonly id: string;
  readonly eventId: string;
  readonly state: string;
  readonly graph: Graph;
  readonly visits: readonly { readonly nodeId: string; readonly enteredAt: Date; readonly leftAt: Date | null }[];
}

/**
 * The id of the workflow that shows a run: its own from the first standstill on, a wait or a park; before it, and for a run
 * that never stood still, the dispatch of the event that entered it.
 */
export function homeWorkflow({ id, eventId, state, graph, visits }: CarriedRun): string {
  const waits = new Set(graph.nodes.flatMap((node) => (nodeDefinitions[node.kind].family === 'wait' ? [node.id] : [])));
  const stood = visits.some(
    ({ nodeId, enteredAt, leftAt }) => waits.has(nodeId) && leftAt !== null && leftAt.getTime() > enteredAt.getTime(),
  );
  const stands = state === 'waiting' || state === 'parked';
  return stands || stood ? workflows.automationRun.id(id) : workflows.dispatch.id(eventId);
}
