import { describeEvent, type Names } from '../conditions/index.js';
import { describeEntry } from './entry-rules.js';
import { equalJson } from './equal-json.js';
import type { ExitRule, Graph, GraphNode } from './graph.js';
import type { GraphDiff, LinkChange, RuleChange, StepChange } from './graph-diff.js';
import { definitionOf, findNode, portsOf } from './lookup.js';

/** A change between two graphs, as a sentence. */
export interface ChangeText {
  readonly kind: 'added' | 'removed' | 'changed';
  /** The step that it is about; null for a rule of the automation. */
  readonly nodeId: string | null;
  readonly text: string;
}

/**
 * The changes of a diff as sentences, in the words of the cards: steps first, then connections and rules. Connections of a step that
 * was added or removed belong to that step.
 */
export function describeDiff(diff: GraphDiff, before: Graph, after: Graph, names: Names): ChangeText[] {
  const words = (graph: Graph, id: string): string => {
    const step = findNode(graph, id);
    return step ? describeStep(step, names) : 'a step that does not exist';
  };
  const inBoth = ({ source }: LinkChange) => findNode(before, source) !== undefined && findNode(after, source) !== undefined;
  return [
    ...diff.steps.flatMap((change) => stepTexts(change, before, after, names)),
    ...diff.links.filter(inBoth).map((change) => linkText(change, before, after, words)),
    ...diff.rules.map((change) => ruleText(change, before, after, names)),
  ];
}

/** A step in a sentence: its name, if it has one, before what it does. */
export const describeStep = (step: GraphNode, names: Names): string => {
  const summary = definitionOf(step).summary(step.config, names);
  return step.name ? `${step.name}: ${summary}` : summary;
};

function stepTexts(change: StepChange, before: Graph, after: Graph, names: Names): ChangeText[] {
  const { kind, step } = change;
  const of = (text: string): ChangeText => ({ kind, nodeId: step.id, text });
  const place = (graph: Graph): string => {
    const from = graph.edges.find(({ target }) => target === step.id);
    const source = from && findNode(graph, from.source);
    return source ? `, after ${describeStep(source, names)}` : '';
  };
  if (change.kind === 'added') return [of(`${describeStep(step, names)}${place(after)}`)];
  if (change.kind === 'removed') return [of(`${describeStep(step, names)}${place(before)}`)];
  const old = change.before;
  const [was, is] = [old, step].map((each) => definitionOf(each).summary(each.config, names)) as [string, string];
  const texts: ChangeText[] = [];
  if (old.name !== step.name) texts.push(of(`${old.name ?? was} is now called ${step.name ?? is}`));
  if (!change.behaves) return texts;
  return [...texts, of(was === is ? `${describeStep(step, names)}${settingsOf(old, step)}` : `${was} is now ${is}`)];
}

/** The settings that differ, where the sentences about both steps are the same. */
function settingsOf(old: GraphNode, step: GraphNode): string {
  const titles = definitionOf(step).form.flatMap(({ name, title }) =>
    equalJson(old.config[name], step.config[name]) ? [] : [title],
  );
  return titles.length === 0 ? ': other settings' : `: ${titles.join(', ')}`;
}

function linkText(
  { source, port, before: was, after: is }: LinkChange,
  before: Graph,
  after: Graph,
  words: (graph: Graph, id: string) => string,
): ChangeText {
  const graph = [after, before].find((each) => portOf(each, source, port)) ?? after;
  const ports = findNode(graph, source) ? portsOf(findNode(graph, source) as GraphNode) : [];
  const branch = ports.length > 1 ? ` (${portOf(graph, source, port)?.label ?? port})` : '';
  const from = `${words(after, source)}${branch}`;
  if (is === null)
    return { kind: 'changed', nodeId: source, text: `${from} ends the journey, no longer leads to ${words(before, was ?? '')}` };
  const instead = was === null ? '' : `, no longer to ${words(before, was)}`;
  return { kind: 'changed', nodeId: source, text: `${from} leads to ${words(after, is)}${instead}` };
}

const portOf = (graph: Graph, source: string, port: string) => {
  const step = findNode(graph, source);
  return step && portsOf(step).find(({ id }) => id === port);
};

function ruleText(change: RuleChange, before: Graph, after: Graph, names: Names): ChangeText {
  const of = (kind: ChangeText['kind'], text: string): ChangeText => ({ kind, nodeId: null, text });
  switch (change.rule) {
    case 'entry': {
      const [was, is] = [describeEntry(before), describeEntry(after)];
      return of('changed', `${is}, no longer: ${was}`);
    }
    case 'goalStep': {
      const step = change.after === null ? undefined : findNode(after, change.after);
      return of(
        'changed',
        step ? `At the goal, the journey continues at ${describeStep(step, names)}` : 'At the goal, the journey ends',
      );
    }
    case 'emailPriority':
      return of('changed', `The priority of its marketing emails is ${change.after ?? 'normal'}`);
    case 'triggers':
      return of('changed', 'The order of the triggers');
    case 'exit':
    case 'goal': {
      const happens = ({ eventType, filters }: ExitRule) => describeEvent(eventType, filters, names);
      const says = (rule: ExitRule) => (change.rule === 'goal' ? `Goal: ${happens(rule)}` : `Exit when ${happens(rule)}`);
      if (!change.after) return of('removed', change.before ? says(change.before) : '');
      if (!change.before) return of('added', says(change.after));
      const [was, is] = [says(change.before), says(change.after)];
      return of('changed', was === is ? `${is}: which record it must be about` : `${is}, no longer: ${was}`);
    }
  }
}
