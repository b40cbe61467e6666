import { type Graph, triggersOf } from '@perennial/domain/automation';
import { cardOf } from '../canvas/card';

/** Stands before every step to which no other leads. It is no valid ID of a step. */
export const root = '';

interface Dominators {
  /** For each step, the last step that every path to it passes; {@link root} if there is none. */
  readonly idoms: ReadonlyMap<string, string>;
  /** Each step after those that lead to it; the first branch of a step before the others. */
  readonly order: readonly string[];
  /** Triggers, then the first of the steps that no trigger leads to. */
  readonly starts: readonly string[];
  /** Steps that a trigger leads to, and the triggers. */
  readonly reached: ReadonlySet<string>;
}

/** The immediate dominator of each step (Cooper, Harvey and Kennedy: A Simple, Fast Dominance Algorithm). */
export function idomsOf(graph: Graph): Dominators {
  const targets = new Map<string, string[]>();
  const sources = new Map<string, string[]>();
  const leads = new Map(graph.edges.map(({ source, port, target }) => [`${source}:${port}`, target]));
  for (const step of graph.nodes) {
    const behind = cardOf(step).ports.flatMap(({ id }) => leads.get(`${step.id}:${id}`) ?? []);
    targets.set(step.id, behind);
    for (const target of behind) sources.set(target, [...(sources.get(target) ?? []), step.id]);
  }
  const triggers = triggersOf(graph).map(({ id }) => id);
  const unconnected = graph.nodes.flatMap(({ id }) => (sources.has(id) ? [] : [id]));
  const seen = new Set<string>();
  const starts: string[] = [];
  const orders: string[][] = [];
  const visit = (ids: readonly string[]): void => {
    for (const id of ids) {
      if (seen.has(id)) continue;
      starts.push(id);
      orders.push(postOrder(id, targets, seen).reverse());
    }
  };
  visit(triggers);
  const reached = new Set(seen);
  visit(unconnected);
  // What is left is on a cycle, which a graph that a program sent can have.
  visit(graph.nodes.map(({ id }) => id));
  // A step follows every step that leads to it, also one behind a later start.
  const order = orders.reverse().flat();
  const place = new Map([[root, -1], ...order.map((id, index) => [id, index] as const)]);
  const idoms = new Map<string, string>(starts.map((id) => [id, root]));
  const meet = (one: string, other: string): string => {
    let [a, b] = [one, other];
    while (a !== b) {
      if ((place.get(a) ?? -1) > (place.get(b) ?? -1)) a = idoms.get(a) ?? root;
      else b = idoms.get(b) ?? root;
    }
    return a;
  };
  for (let changed = true; changed; ) {
    changed = false;
    for (const id of order) {
      if (idoms.get(id) === root) continue;
      const known = (sources.get(id) ?? []).filter((source) => idoms.has(source));
      const [first, ...rest] = known;
      if (first === undefined) continue;
      const idom = rest.reduce(meet, first);
      if (idoms.get(id) === idom) continue;
      idoms.set(id, idom);
      changed = true;
    }
  }
  return { idoms, order, starts, reached };
}

/** Steps behind a start, each after those that it leads to. The last branch first, so that the reverse begins with the first. */
function postOrder(start: string, targets: ReadonlyMap<string, readonly string[]>, seen: Set<string>): string[] {
  const done: string[] = [];
  const stack = [{ id: start, open: [...(targets.get(start) ?? [])] }];
  seen.add(start);
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    const next = top.open.pop();
    if (next === undefined) {
      done.push(top.id);
      stack.pop();
    } else if (!seen.has(next)) {
      seen.add(next);
      stack.push({ id: next, open: [...(targets.get(next) ?? [])] });
    }
  }
  return done;
}
