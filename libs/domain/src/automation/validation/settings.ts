import {
  type ConditionTest,
  checkCondition,
  conditionReferences,
  eventField,
  eventLabel,
  type FieldScope,
  type Reference,
  scopeOfEvent,
  testsOf,
} from '../../conditions/index.js';
import { own } from '../../conditions/own.js';
import { isEventType } from '../../events/catalogue.js';
import { isEntryKey } from '../entry-key.js';
import type { Graph, GraphNode } from '../graph.js';
import { definitionOf, triggersOf } from '../lookup.js';
import { checkSameness } from '../nodes/shared/sameness.js';
import { checkMails, type MissingInMail, type ProblemInMail } from './mails.js';
import { type Precedes, precedence } from './order.js';
import type { Problem } from './problem.js';

/** What exists in the school, by kind of record. A kind that is left out is not checked. */
export interface ValidationContext {
  readonly references?: Readonly<Partial<Record<Reference['kind'], ReadonlySet<string>>>>;
  /** What stored mails read and would not get. Without it mails are not checked. */
  readonly missingInMail?: MissingInMail;
  /** Why a stored mail cannot be filled in. */
  readonly problemInMail?: ProblemInMail;
}

/** What conditions behind the triggers of a graph can refer to. */
export function scopeOfGraph(graph: Graph): FieldScope {
  const types = triggersOf(graph).map((node) => own(node.config, 'eventType'));
  return {
    eventTypes: [...new Set(types.filter((type) => typeof type === 'string').filter(isEventType))],
    nodes: graph.nodes.flatMap((node) => {
      const definition = definitionOf(node);
      const outputs = definition.outputs(node.config);
      return outputs.length === 0 ? [] : [{ id: node.id, label: definition.label, outputs }];
    }),
  };
}

/** What is wrong with the settings of the nodes, the exit rules, the goal and the entry. */
export function checkSettings(graph: Graph, context: ValidationContext): Problem[] {
  const scope = scopeOfGraph(graph);
  const precedes = precedence(graph);
  return [
    ...graph.nodes.flatMap((node) => checkNode(node, scope, context, precedes)),
    ...checkRules(graph, context, scope),
    ...checkEntry(graph, scope),
    ...checkMails(graph, context.missingInMail, context.problemInMail),
  ];
}

function checkNode(node: GraphNode, scope: FieldScope, context: ValidationContext, precedes: Precedes): Problem[] {
  const definition = definitionOf(node);
  const nodeId = node.id;
  const { issues, conditions: placed, problems } = definition.inspect(node.config, scope);
  if (issues.length > 0) {
    return issues.slice(0, 20).map((issue): Problem => {
      const field = definition.form.find(({ name }) => name === issue.path[0]);
      const title = field?.title ?? definition.label;
      const fix = `Open the step and set “${title}”.`;
      return { code: 'setting', nodeId, setting: issue.path.join('.'), message: `“${title}”: ${wordsOf(issue)}`, fix };
    });
  }
  return [
    ...problems.map(({ path, ...words }): Problem => ({ code: 'setting', nodeId, setting: path, ...words })),
    ...placed.flatMap((place) =>
      checkCondition(place.condition, place.scope).map(
        ({ path, ...words }): Problem => ({ code: 'condition', nodeId, setting: `${place.path}.${path}`, ...words }),
      ),
    ),
    ...placed.flatMap((place) => checkOrder(nodeId, place.path, testsOf(place.condition), precedes)),
    ...[...settingReferences(node), ...placed.flatMap((place) => conditionReferences(place.condition, place.scope))]
      .filter((reference) => isGone(reference, context))
      .map(({ kind }): Problem => gone(kind, definition.label, nodeId)),
  ];
}

/** Our own messages are sentences; a schema library's are not for owners. */
const wordsOf = ({ message }: { readonly message: string }): string => (message.endsWith('.') ? message : 'Enter a valid value.');

/** A condition can only ask for what a step before it has left behind. */
function checkOrder(nodeId: string, setting: string, tests: readonly ConditionTest[], precedes: Precedes): Problem[] {
  const sources = new Set(tests.filter(({ field }) => field.startsWith('node.')).map(({ field }) => field.split('.')[1] ?? ''));
  return [...sources]
    .filter((source) => !precedes(source, nodeId))
    .map(() => ({
      code: 'not_before',
      nodeId,
      setting,
      message: 'A condition uses the result of a step that does not come before it.',
      fix: 'Choose another field, or move the step.',
    }));
}

function settingReferences(node: GraphNode): Reference[] {
  return definitionOf(node).form.flatMap(({ name, reference }): Reference[] => {
    const id = own(node.config, name);
    return reference && reference !== 'tag' && typeof id === 'string' ? [{ kind: reference, id }] : [];
  });
}

const isGone = ({ kind, id }: Reference, { references }: ValidationContext): boolean => {
  const existing = kind === 'tag' ? undefined : references?.[kind];
  return existing !== undefined && !existing.has(id);
};

const gone = (kind: string, label: string, nodeId?: string): Problem => ({
  code: 'missing_reference',
  ...(nodeId && { nodeId }),
  message: `“${label}” uses a ${kind} that no longer exists.`,
  fix: `Choose another ${kind}.`,
});

function checkRules(graph: Graph, context: ValidationContext, start: FieldScope): Problem[] {
  const rules = [
    ...graph.exitRules.map((rule) => ({ rule, label: 'Exit rule' })),
    ...(graph.goal ? [{ rule: graph.goal, label: 'Goal' }] : []),
  ];
  return rules.flatMap(({ rule, label }) => {
    const scope = scopeOfEvent(rule.eventType);
    return [
      ...checkSameness(rule, start, 'sameProperty').map(
        ({ path, message, fix }): Problem => ({ code: 'setting', setting: path, message: `${label}: ${message}`, fix }),
      ),
      ...checkCondition(rule.filters, scope).map(
        ({ path, message, fix }): Problem => ({
          code: 'condition',
          setting: `filters.${path}`,
          message: `${label}: ${message}`,
          fix,
        }),
      ),
      ...conditionReferences(rule.filters, scope)
        .filter((reference) => isGone(reference, context))
        .map(({ kind }) => gone(kind, label)),
    ];
  });
}

function checkEntry({ entry }: Graph, scope: FieldScope): Problem[] {
  if (entry.policy !== 'once_per_key') return [];
  const key = entry.key ?? '';
  const bad = scope.eventTypes.find((type) => !isEntryKey(type, key));
  if (!bad) return [];
  const field = eventField(bad, key);
  const message = field
    ? `People can enter once per “${field.label}”, but that is not a single value.`
    : `People can enter once per “${key}”, but “${eventLabel(bad)}” has no such field.`;
  const fix = field?.type === 'map' ? 'Name one property, such as orderId.' : 'Choose a field that every trigger has.';
  return [{ code: 'entry_key', message, fix }];
}
