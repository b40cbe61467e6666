import { own } from '../../conditions/own.js';
import type { Graph, GraphNode } from '../graph.js';
import { definitionOf, findNode, portsOf, targetOf } from '../lookup.js';

/** An email to the person or a change of their access. */
export interface NextEffect {
  readonly kind: 'email' | 'grant' | 'revoke';
  /** The email template, or the product. */
  readonly id: string;
  /** Whether it happens on every branch; false if a condition decides. */
  readonly certain: boolean;
}

type Found = ReadonlyMap<string, NextEffect>;
const nothing: Found = new Map();

/** What follows a wait when its time is up, until the next wait or the end. */
export function nextEffects(graph: Graph, waitingAt: string): NextEffect[] {
  const node = findNode(graph, waitingAt);
  const { mainPort } = node ? definitionOf(node) : { mainPort: null };
  if (!node || mainPort === null) return [];
  const walk = walker(graph);
  return [...walk(targetOf(graph, waitingAt, mainPort)).values()];
}

/** What happens from a step on. Each step is walked once. */
function walker(graph: Graph): (id: string | undefined) => Found {
  const known = new Map<string, Found>();
  const walk = (id: string | undefined): Found => {
    const node = id === undefined ? undefined : findNode(graph, id);
    if (!node) return nothing;
    const found = known.get(node.id);
    if (found) return found;
    // A step that goes back leads to a wait; this also ends the walk of a graph without one.
    known.set(node.id, nothing);
    const result = definitionOf(node).family === 'wait' ? nothing : withOwn(node, eitherOf(nextOf(graph, node).map(walk)));
    known.set(node.id, result);
    return result;
  };
  return walk;
}

/** Where a step may continue; undefined where a branch ends the run. */
function nextOf(graph: Graph, node: GraphNode): (string | undefined)[] {
  const next = portsOf(node).map(({ id }) => targetOf(graph, node.id, id));
  const back = node.kind === 'goBack' ? own(node.config, 'target') : null;
  return typeof back === 'string' ? [...next, back] : next;
}

/** Certain is what is certain on every branch. */
function eitherOf(branches: readonly Found[]): Found {
  const [first, ...others] = branches;
  if (!first) return nothing;
  if (others.length === 0) return first;
  const all = new Map<string, NextEffect>();
  for (const [key, effect] of branches.flatMap((branch) => [...branch]))
    all.set(key, { ...effect, certain: branches.every((branch) => branch.get(key)?.certain === true) });
  return all;
}

function withOwn(node: GraphNode, after: Found): Found {
  const effect = effectOf(node);
  return effect ? new Map([...after, [`${effect.kind}:${effect.id}`, effect]]) : after;
}

function effectOf({ kind, config }: GraphNode): NextEffect | null {
  const id = own(config, kind === 'sendEmail' ? 'templateId' : 'productId');
  if (typeof id !== 'string') return null;
  switch (kind) {
    case 'sendEmail':
      return config.audience === 'staff' ? null : { kind: 'email', id, certain: true };
    case 'grantAccess':
      return { kind: 'grant', id, certain: true };
    case 'revokeAccess':
      return { kind: 'revoke', id, certain: true };
    default:
      return null;
  }
}
