import { isExternalEffect, workflows } from '@perennial/contracts';
import { type Graph, nodeDefinitions } from '@perennial/domain/automation';

/** What tells where a run is carried: its state, the graph it follows and the cards it has been at. */
export interface CarriedRun {
  readonly id: string;
  readonly eventId: string;
  readonly state: string;
  readonly graph: Graph;
  readonly visits: readonly { readonly nodeId: string; readonly enteredAt: Date; readonly leftAt: Date | null }[];
}

/**
 * The id of the workflow that shows a run: its own from the first wait, email, call or park on; before it, and for a run that
 * met none of them, the dispatch of the event that entered it.
 */
export function homeWorkflow({ id, eventId, state, graph, visits }: CarriedRun): string {
  const waits = new Set(graph.nodes.flatMap((node) => (nodeDefinitions[node.kind].family === 'wait' ? [node.id] : [])));
  const stood = visits.some(
    ({ nodeId, enteredAt, leftAt }) => waits.has(nodeId) && leftAt !== null && leftAt.getTime() > enteredAt.getTime(),
  );
  // The dispatch of an event leaves external effects to the workflow of the run.
  const outside = new Set(graph.nodes.flatMap((node) => (isExternalEffect(node.kind) ? [node.id] : [])));
  const acted = visits.some(({ nodeId }) => outside.has(nodeId));
  const stands = state === 'waiting' || state === 'parked';
  return stands || stood || acted ? workflows.automationRun.id(id) : workflows.dispatch.id(eventId);
}
