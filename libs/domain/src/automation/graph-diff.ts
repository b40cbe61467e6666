import { equalJson } from './equal-json.js';
import { type EmailPriority, type Entry, type ExitRule, edgeId, type Graph, type GraphNode } from './graph.js';
import { findNode, triggersOf } from './lookup.js';

/** A step that only one of two graphs has, or that differs between them. */
export type StepChange =
  | { readonly kind: 'added'; readonly step: GraphNode }
  | { readonly kind: 'removed'; readonly step: GraphNode }
  | {
      readonly kind: 'changed';
      readonly before: GraphNode;
      readonly step: GraphNode;
      /** Whether it does something else. Otherwise only its name differs. */
      readonly behaves: boolean;
    };

/** A branch that leads to another step than before; null where the journey ends. */
export interface LinkChange {
  readonly source: string;
  readonly port: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** An entry rule, an exit rule or a goal that differs. */
export type RuleChange =
  | { readonly rule: 'entry'; readonly before: Entry; readonly after: Entry }
  | { readonly rule: 'exit' | 'goal'; readonly before: ExitRule | null; readonly after: ExitRule | null }
  /** Where a run continues when it reaches the goal; null where it ends. */
  | { readonly rule: 'goalStep'; readonly before: string | null; readonly after: string | null }
  /** Null for the normal priority. */
  | { readonly rule: 'emailPriority'; readonly after: EmailPriority | null }
  /** An event that fits several triggers enters through the first one. */
  | { readonly rule: 'triggers' };

/** What differs between two graphs for people. The layout of the canvas does not count. */
export interface GraphDiff {
  readonly steps: readonly StepChange[];
  readonly links: readonly LinkChange[];
  readonly rules: readonly RuleChange[];
}

/** The changes from one graph to another. */
export const diffGraphs = (before: Graph, after: Graph): GraphDiff =>
  before === after
    ? { steps: [], links: [], rules: [] }
    : { steps: stepChanges(before, after), links: linkChanges(before, after), rules: ruleChanges(before, after) };

/** Whether a diff has no change. */
export const isSame = ({ steps, links, rules }: GraphDiff): boolean =>
  steps.length === 0 && links.length === 0 && rules.length === 0;

/** How a step of one graph is in a later one. A new name alone does not change it for the people who wait there. */
export type StepFate = 'same' | 'changed' | 'removed';

/** {@link StepFate} of the steps of a graph that are not the same in a later one, by ID. */
export function changedSteps({ steps, links }: GraphDiff): ReadonlyMap<string, Exclude<StepFate, 'same'>> {
  const fates = new Map<string, Exclude<StepFate, 'same'>>();
  // Who waits at a step continues on its branches.
  for (const { source } of links) fates.set(source, 'changed');
  for (const change of steps) {
    if (change.kind === 'removed') fates.set(change.step.id, 'removed');
    else if (change.kind === 'added') fates.delete(change.step.id);
    else if (change.behaves) fates.set(change.step.id, 'changed');
  }
  return fates;
}

function stepChanges(before: Graph, after: Graph): StepChange[] {
  const changes = after.nodes.flatMap((step): StepChange[] => {
    const old = findNode(before, step.id);
    if (!old) return [{ kind: 'added', step }];
    if (old === step) return [];
    const behaves = old.kind !== step.kind || !equalJson(old.config, step.config);
    return behaves || old.name !== step.name ? [{ kind: 'changed', before: old, step, behaves }] : [];
  });
  const removed = before.nodes.filter(({ id }) => !findNode(after, id));
  return [...changes, ...removed.map((step): StepChange => ({ kind: 'removed', step }))];
}

function linkChanges(before: Graph, after: Graph): LinkChange[] {
  const old = new Map(before.edges.map((edge) => [edgeId(edge), edge]));
  const changes: LinkChange[] = [];
  for (const edge of after.edges) {
    const { source, port, target } = edge;
    const was = old.get(edgeId(edge))?.target ?? null;
    old.delete(edgeId(edge));
    if (was !== target) changes.push({ source, port, before: was, after: target });
  }
  for (const { source, port, target } of old.values()) changes.push({ source, port, before: target, after: null });
  return changes;
}

function ruleChanges(before: Graph, after: Graph): RuleChange[] {
  const changes: RuleChange[] = [];
  if (!equalJson(before.entry, after.entry)) changes.push({ rule: 'entry', before: before.entry, after: after.entry });
  changes.push(...exitChanges(before.exitRules, after.exitRules));
  if (!equalJson(before.goal, after.goal)) changes.push({ rule: 'goal', before: before.goal, after: after.goal });
  if (before.goalStep !== after.goalStep)
    changes.push({ rule: 'goalStep', before: before.goalStep ?? null, after: after.goalStep ?? null });
  if (before.emailPriority !== after.emailPriority) changes.push({ rule: 'emailPriority', after: after.emailPriority ?? null });
  const order = (graph: Graph, other: Graph) => triggersOf(graph).flatMap(({ id }) => (findNode(other, id) ? [id] : []));
  if (!equalJson(order(before, after), order(after, before))) changes.push({ rule: 'triggers' });
  return changes;
}

/** Rules about the same event are one rule that changed. Their order does not matter. */
function exitChanges(before: readonly ExitRule[], after: readonly ExitRule[]): RuleChange[] {
  const old = [...before];
  const take = (fits: (rule: ExitRule) => boolean): ExitRule | null => {
    const index = old.findIndex(fits);
    return index < 0 ? null : (old.splice(index, 1)[0] ?? null);
  };
  const different = after.filter((rule) => !take((other) => equalJson(other, rule)));
  const changes = different.map((rule): RuleChange => {
    const was = take(({ eventType }) => eventType === rule.eventType);
    return { rule: 'exit', before: was, after: rule };
  });
  return [...changes, ...old.map((rule): RuleChange => ({ rule: 'exit', before: rule, after: null }))];
}
