import { edgeId, type Graph } from '../graph.js';
import { definitionOf, findNode, portsOf, targetOf, triggersOf } from '../lookup.js';
import type { Problem } from './problem.js';

/** The issues in the structure of nodes and edges, independent of the settings. */
export function checkStructure(graph: Graph): Problem[] {
  return [...checkNodes(graph), ...checkEdges(graph), ...checkReach(graph), ...checkCycles(graph)];
}

function checkNodes(graph: Graph): Problem[] {
  const problems: Problem[] = [];
  if (triggersOf(graph).length === 0) {
    problems.push({ code: 'no_trigger', message: 'Nothing starts this automation.', fix: 'Add a trigger.' });
  }
  const seen = new Set<string>();
  for (const node of graph.nodes) {
    if (seen.has(node.id)) {
      const message = 'Two steps have the same id.';
      problems.push({ code: 'duplicate_node', nodeId: node.id, message, fix: 'Delete one of them and add it again.' });
    }
    seen.add(node.id);
    const ports = portsOf(node);
    const connected = ports.filter((port) => targetOf(graph, node.id, port.id) !== undefined);
    const open = ports.some((port) => port.required && !connected.includes(port));
    if (open || (definitionOf(node).family === 'decide' && ports.length > 1 && connected.length === 0)) {
      const message = open
        ? 'Nothing happens after this trigger.'
        : `${ports.length === 2 ? 'Neither branch' : 'No branch'} of this decision is connected.`;
      problems.push({ code: 'leads_nowhere', nodeId: node.id, message, fix: 'Connect it to the next step.' });
    }
  }
  return problems;
}

function checkEdges(graph: Graph): Problem[] {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  for (const edge of graph.edges) {
    const id = edgeId(edge);
    const source = findNode(graph, edge.source);
    const target = findNode(graph, edge.target);
    if (seen.has(id)) {
      const message = 'Two connections start from the same branch.';
      problems.push({ code: 'two_edges_from_port', nodeId: edge.source, edge: id, message, fix: 'Delete one of them.' });
    }
    seen.add(id);
    if (!source) {
      const message = 'A connection comes from a step that no longer exists.';
      problems.push({ code: 'edge_without_source', edge: id, message, fix: 'Delete the connection.' });
    } else if (!portsOf(source).some((port) => port.id === edge.port)) {
      const message = 'A connection starts from a branch that no longer exists.';
      problems.push({ code: 'edge_from_unknown_port', nodeId: source.id, edge: id, message, fix: 'Delete the connection.' });
    }
    if (!target) {
      const message = 'A connection leads to a step that no longer exists.';
      problems.push({ code: 'edge_without_target', nodeId: edge.source, edge: id, message, fix: 'Connect it to another step.' });
    } else if (target.kind === 'trigger') {
      const message = 'A connection leads into a trigger.';
      problems.push({
        code: 'edge_into_trigger',
        nodeId: target.id,
        edge: id,
        message,
        fix: 'Connect it to a step after the trigger.',
      });
    }
  }
  return problems;
}

/** Steps that can be reached from a trigger. */
export function reachableFrom(graph: Graph, starts: readonly string[]): Set<string> {
  const next = successors(graph);
  const reached = new Set(starts);
  const queue = [...starts];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    for (const { target } of next.get(id) ?? []) {
      if (reached.has(target)) continue;
      reached.add(target);
      queue.push(target);
    }
  }
  return reached;
}

/** A step and the steps that lead to it. */
export function ancestorsOf(graph: Graph, nodeId: string): Set<string> {
  const backwards = { ...graph, edges: graph.edges.map((edge) => ({ ...edge, source: edge.target, target: edge.source })) };
  return reachableFrom(backwards, [nodeId]);
}

/** The step at which a run continues when it reaches the goal. */
export const goalStepOf = ({ goal, goalStep }: Graph): string[] => (goal && goalStep !== undefined ? [goalStep] : []);

function checkReach(graph: Graph): Problem[] {
  const triggers = triggersOf(graph);
  if (triggers.length === 0) return [];
  const reached = reachableFrom(graph, [...triggers.map((node) => node.id), ...goalStepOf(graph)]);
  return graph.nodes
    .filter((node) => !reached.has(node.id))
    .map(({ id }) => ({
      code: 'unreachable',
      nodeId: id,
      message: 'This step cannot be reached.',
      fix: 'Connect it, or delete it.',
    }));
}

type Out = ReadonlyMap<string, readonly { readonly id: string; readonly target: string }[]>;

const followers = new WeakMap<Graph, Out>();

function successors(graph: Graph): Out {
  const known = followers.get(graph);
  if (known) return known;
  const next = new Map<string, { id: string; target: string }[]>();
  for (const edge of graph.edges) {
    const list = next.get(edge.source);
    const entry = { id: edgeId(edge), target: edge.target };
    if (list) list.push(entry);
    else next.set(edge.source, [entry]);
  }
  followers.set(graph, next);
  return next;
}

/** Edges that close a cycle, found without recursion, because a graph can be a chain of a thousand steps. */
function checkCycles(graph: Graph): Problem[] {
  const next = successors(graph);
  const state = new Map<string, 'open' | 'done'>();
  const problems: Problem[] = [];
  for (const { id: start } of graph.nodes) {
    if (state.has(start)) continue;
    const path = [{ id: start, at: 0 }];
    state.set(start, 'open');
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const edge = next.get(top.id)?.[top.at++];
      if (!edge) {
        state.set(top.id, 'done');
        path.pop();
      } else if (state.get(edge.target) === 'open') {
        const message = 'This connection leads back to an earlier step.';
        problems.push({
          code: 'cycle',
          nodeId: top.id,
          edge: edge.id,
          message,
          fix: 'Delete the connection, or connect it to a later step.',
        });
      } else if (!state.has(edge.target)) {
        state.set(edge.target, 'open');
        path.push({ id: edge.target, at: 0 });
      }
    }
  }
  return problems;
}
