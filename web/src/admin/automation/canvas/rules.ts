import { describeRules, type Graph, type GraphNode, triggersOf } from '@perennial/domain/automation';
import { cardSize } from './sizes';

/** The trigger that the rules of the automation are shown below; the layout keeps it where it is. */
export const titleTrigger = (graph: Graph): GraphNode | undefined => triggersOf(graph)[0];

/** Who can enter, when people exit, and the goal: a line each. */
export const rulesOf = (graph: Graph): readonly string[] => describeRules(graph);

/** Height of a line of the rules, and of the space around them. */
const [line, space] = [19, 13];

/** The height of a card with these rules. */
export const cardHeight = (rules: readonly string[] | undefined): number =>
  cardSize.height + (rules ? rules.length * line + space : 0);

/** The height of the card of a step. */
export const heightOf = (graph: Graph, step: GraphNode): number =>
  cardHeight(step.id === titleTrigger(graph)?.id ? rulesOf(graph) : undefined);
