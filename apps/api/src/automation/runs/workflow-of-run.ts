import { isExternalEffect, workflows } from '@perennial/contracts';
import { type Graph, nodeDefinitions } from '@perennial/domain/automation';

/** State of a run: its graph and the visited nodes. */
export interface VisitedRun {
  readonly id: string;
  readonly eventId: string;
  /** First event of its dispatch, if it is not the event of the run. */
  readonly dispatchId: string | null;
  readonly state: string;
  /** Set if it repeats another run: then it has no dispatch. */
  readonly rerunOf?: string | null;
  /** Whether it waits in groups, and the group in which it waits now. */
  readonly grouped: boolean;
  readonly groupKey: string | null;
  readonly graph: Graph;
  readonly visits: readonly { readonly nodeId: string; readonly enteredAt: Date; readonly leftAt: Date | null }[];
}

/**
 * The ID of the workflow that shows a run: its own from its first wait, email, call or park on. Before that, and for a run
 * without any of them, it is the dispatch that entered the run. A run that waits in a group is shown by the workflow of the group.
 */
export function workflowOfRun({ id, eventId, dispatchId, rerunOf, state, grouped, groupKey, graph, visits }: VisitedRun): string {
  if (state === 'waiting' && groupKey !== null) return workflows.waitGroup.id(groupKey);
  if (rerunOf) return workflows.automationRun.id(id);
  const waits = new Set(graph.nodes.flatMap((node) => (nodeDefinitions[node.kind].family === 'wait' ? [node.id] : [])));
  const hasWaited = visits.some(
    ({ nodeId, enteredAt, leftAt }) => waits.has(nodeId) && leftAt !== null && leftAt.getTime() > enteredAt.getTime(),
  );
  // The dispatch of an event leaves external effects to the workflow of the run.
  const outside = new Set(graph.nodes.flatMap((node) => (isExternalEffect(node.kind) ? [node.id] : [])));
  const hasActed = visits.some(({ nodeId }) => outside.has(nodeId));
  const stopped = state === 'waiting' || state === 'parked';
  return stopped || (hasWaited && !grouped) || hasActed
    ? workflows.automationRun.id(id)
    : workflows.dispatch.id(dispatchId ?? eventId);
}
