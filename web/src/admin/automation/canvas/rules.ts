import { describeRules, type Graph, type GraphNode, triggersOf } from '@perennial/domain/automation';
import { readEmailLimits } from '@perennial/domain/messaging';
import type { Me } from '../../identity/staff';
import { cardSize } from './sizes';

/** The trigger that the rules of the automation are shown below; the layout keeps it where it is. */
export const titleTrigger = (graph: Graph): GraphNode | undefined => triggersOf(graph)[0];

/** Quiet hours and limits of the school for marketing emails, as the API returns them; null for none. */
export type SchoolLimits = Me['school']['emailLimits'];

/** Who can enter, when people exit, the goal, and limits for emails: a line each. */
export const rulesOf = (graph: Graph, limits: SchoolLimits): readonly string[] =>
  describeRules(graph, undefined, readEmailLimits(limits));

/** Height of a line of the rules, and of the space around them. */
const [line, space] = [19, 13];

/** The height of a card with these rules. */
export const cardHeight = (rules: readonly string[] | undefined): number =>
  cardSize.height + (rules ? rules.length * line + space : 0);

/** The height of the card of a step. */
export const heightOf = (graph: Graph, step: GraphNode, limits: SchoolLimits): number =>
  cardHeight(step.id === titleTrigger(graph)?.id ? rulesOf(graph, limits) : undefined);
