import { findNode, type Graph, type PortRef, portsOf, targetOf, triggersOf } from '@perennial/domain/automation';

/**
 * Where a step is added that someone clicks in the palette: after the selected step, otherwise at the first open end behind the
 * first trigger. Null without a trigger.
 */
export function placeToAdd(graph: Graph, selected: string | null): PortRef | null {
  const step = selected === null ? undefined : findNode(graph, selected);
  const [first] = step ? portsOf(step) : [];
  if (step && first) {
    const open = portsOf(step).find(({ id }) => targetOf(graph, step.id, id) === undefined);
    return { nodeId: step.id, port: (open ?? first).id };
  }
  const [trigger] = triggersOf(graph);
  return trigger ? (openEnd(graph, trigger.id) ?? { nodeId: trigger.id, port: 'next' }) : null;
}

/** The first open port behind a step; first branches come before others. */
function openEnd(graph: Graph, start: string): PortRef | null {
  const seen = new Set<string>();
  const ports = portRefs(graph, start);
  for (let at = ports.pop(); at; at = ports.pop()) {
    const target = targetOf(graph, at.nodeId, at.port);
    if (target === undefined) return at;
    if (seen.has(target)) continue;
    seen.add(target);
    ports.push(...portRefs(graph, target));
  }
  return null;
}

/** The ports of a step, the last first, because the end of the list is taken first. */
function portRefs(graph: Graph, nodeId: string): PortRef[] {
  const step = findNode(graph, nodeId);
  return step
    ? portsOf(step)
        .map(({ id }) => ({ nodeId, port: id }))
        .reverse()
    : [];
}
