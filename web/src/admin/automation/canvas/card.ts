import {
  definitionOf,
  findNode,
  type Graph,
  type GraphNode,
  type IconName,
  type NodeFamily,
  type Port,
  titleOf,
} from '@perennial/domain/automation';
import { type Names } from '@perennial/domain/conditions';

/** Everything that depends on the step alone: the appearance of its kind, and its ports. */
export interface Card {
  readonly family: NodeFamily;
  readonly icon: IconName;
  /** The name that staff gave the step, or else its kind. */
  readonly label: string;
  readonly ports: readonly Port[];
  /** Equal for two steps that take the same place in a layout: the ID and the ports. */
  readonly shape: string;
}

// Steps are immutable: an edited step is a new object, and every other step keeps its card.
const cards = new WeakMap<GraphNode, Card>();
const summaries = new WeakMap<GraphNode, { readonly names: Names; readonly summary: string }>();

/** The card of a step, made once for each version of the step. */
export function cardOf(step: GraphNode): Card {
  const known = cards.get(step);
  if (known) return known;
  const { family, icon, ports: portsOf } = definitionOf(step);
  const ports = portsOf(step.config);
  const label = titleOf(step);
  const shape = JSON.stringify([step.id, ...ports.map((port) => [port.id, port.label])]);
  const card = { family, icon, label, ports, shape };
  cards.set(step, card);
  return card;
}

/** What a step does in one sentence, made once for each version of the step and of the names. */
export function summaryOf(step: GraphNode, names: Names): string {
  const known = summaries.get(step);
  if (known?.names === names) return known.summary;
  const summary = definitionOf(step).summary(step.config, names);
  summaries.set(step, { names, summary });
  return summary;
}

/** Names of records, and of the steps of a graph: a step that goes back names another one. */
export const withSteps =
  (graph: Graph, names: Names): Names =>
  (kind, id) => {
    if (kind !== 'step') return names(kind, id);
    const step = findNode(graph, id);
    return step && (step.name ?? definitionOf(step).summary(step.config, names));
  };

/** A step in a list of steps or in a journey: its name, if it has one, before what it does. */
export const namedSummaryOf = (step: GraphNode, names: Names): string =>
  step.name ? `${step.name}: ${summaryOf(step, names)}` : summaryOf(step, names);
