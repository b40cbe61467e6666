import { type Graph, type PortRef, targetOf } from '@perennial/domain/automation';
import { cardOf } from '../canvas/card';
import { topologyKey } from '../canvas/topology';
import { idomsOf, root } from './dominators';

/** A step, with the steps of its branches below it. */
export interface OutlineStep {
  readonly type: 'step';
  readonly id: string;
  /** Its place in reading order, from 1. */
  readonly number: number;
  /** Empty for a step with a single port: what follows it is the next item. */
  readonly branches: readonly OutlineBranch[];
}

/** A branch of a step. */
export interface OutlineBranch {
  readonly port: string;
  readonly label: string;
  readonly items: readonly OutlineItem[];
}

/** Where a list of steps ends: with a step that is listed elsewhere, or with nothing. */
export interface OutlineEnd {
  readonly type: 'end';
  readonly from: PortRef;
  readonly target: string | null;
}

export type OutlineItem = OutlineStep | OutlineEnd;

/** The steps of a graph in reading order. */
export interface Outline {
  readonly items: readonly OutlineItem[];
  /** Steps that no trigger leads to. */
  readonly loose: readonly OutlineItem[];
  /** The number of each step. */
  readonly numbers: ReadonlyMap<string, number>;
  /** Where a step can be added, in reading order. */
  readonly places: readonly PortRef[];
}

/**
 * The steps in reading order. Branches are nested below their step. A step at which branches join follows the step where they
 * part, because every path to it passes that step.
 */
export function outlineOf(graph: Graph): Outline {
  const { idoms, order, starts, reached } = idomsOf(graph);
  const isStart = new Set(starts);
  const arriving = new Map<string, number>();
  for (const { target } of graph.edges) arriving.set(target, (arriving.get(target) ?? 0) + 1);
  const steps = new Map(graph.nodes.map((step) => [step.id, step]));
  const follows = (source: string, target: string): boolean => arriving.get(target) === 1 && idoms.get(target) === source;
  const joins = new Map<string, string[]>();
  for (const id of order) {
    const idom = idoms.get(id) ?? root;
    if ((arriving.get(id) ?? 0) < 2 || isStart.has(id)) continue;
    joins.set(idom, [...(joins.get(idom) ?? []), id]);
  }
  const numbers = new Map<string, number>();
  const places: PortRef[] = [];

  /** What is behind a port. */
  const behind = (from: PortRef): OutlineItem[] => {
    places.push(from);
    const target = targetOf(graph, from.nodeId, from.port);
    if (target !== undefined && follows(from.nodeId, target)) return chain(target);
    return [{ type: 'end', from, target: target ?? null }];
  };
  const chain = (first: string): OutlineItem[] => {
    const items: OutlineItem[] = [];
    for (let id: string | undefined = first; id !== undefined; ) {
      const step = steps.get(id);
      if (!step || numbers.has(id)) break;
      const number = numbers.size + 1;
      numbers.set(id, number);
      const { ports } = cardOf(step);
      const nodeId: string = id;
      const [only] = ports;
      const single = ports.length === 1 ? only : undefined;
      const branches = single
        ? []
        : ports.map(({ id: port, label, name = `If ${label}` }) => ({ port, label: name, items: behind({ nodeId, port }) }));
      items.push({ type: 'step', id, number, branches });
      const next: string | undefined = single && targetOf(graph, id, single.id);
      if (single) places.push({ nodeId, port: single.id });
      if (single && (next === undefined || !follows(id, next)))
        items.push({ type: 'end', from: { nodeId, port: single.id }, target: next ?? null });
      for (const join of joins.get(id) ?? []) items.push(...chain(join));
      id = next !== undefined && follows(id, next) ? next : undefined;
    }
    return items;
  };
  const tops = [...starts, ...(joins.get(root) ?? [])];
  const items = tops.filter((id) => reached.has(id)).flatMap(chain);
  const loose = tops.filter((id) => !reached.has(id)).flatMap(chain);
  return { items, loose, numbers, places };
}

/** {@link outlineOf}, which returns its last result while only settings change. */
export function createOutline(): (graph: Graph) => Outline {
  let last: { readonly graph: Graph; readonly key: string; readonly outline: Outline } | undefined;
  return (graph) => {
    if (last?.graph === graph) return last.outline;
    const key = topologyKey(graph);
    last = { graph, key, outline: last?.key === key ? last.outline : outlineOf(graph) };
    return last.outline;
  };
}
