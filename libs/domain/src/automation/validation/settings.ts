import {
  type ConditionTest,
  checkCondition,
  conditionReferences,
  eventField,
  eventLabel,
  type FieldScope,
  isUuid,
  type KnownContactField,
  type Reference,
  scopeOfEvent,
  testsOf,
} from '../../conditions/index.js';
import { own } from '../../conditions/own.js';
import { isEntryKey } from '../entry-key.js';
import type { Graph, GraphNode } from '../graph.js';
import { definitionOf, findNode, titleOf, triggersOf, triggerTypes } from '../lookup.js';
import { checkSameness } from '../nodes/shared/sameness.js';
import { webhookMappingOf } from '../webhooks/index.js';
import { checkMails, type MissingInMail, type ProblemInMail } from './mails.js';
import { type Precedes, precedence } from './order.js';
import type { Problem } from './problem.js';
import { goalStepOf } from './structure.js';

/** What exists in the school, by kind of record. A kind that is left out is not checked. */
export interface ValidationContext {
  readonly references?: Readonly<Partial<Record<Reference['kind'], ReadonlySet<string>>>>;
  /** The fields that the school adds to its contacts. Without them, values of contact fields are not checked. */
  readonly contactFields?: readonly KnownContactField[];
  /** Variables that stored emails would lack. Without it, emails are not checked. */
  readonly missingInMail?: MissingInMail;
  /** Why a stored email cannot be filled in. */
  readonly problemInMail?: ProblemInMail;
}

/** Names of the properties that the settings of a trigger give to its event. */
const propertiesOf = (config: GraphNode['config']): string[] => webhookMappingOf(config)?.fields.map(({ name }) => name) ?? [];

/** What the filters of a trigger can refer to. */
export function scopeOfTrigger(config: GraphNode['config']): FieldScope {
  const scope = scopeOfEvent(typeof config.eventType === 'string' ? config.eventType : undefined);
  const properties = propertiesOf(config);
  return properties.length > 0 ? { ...scope, properties } : scope;
}

/** What conditions behind the triggers of a graph can refer to. */
export function scopeOfGraph(graph: Graph): FieldScope {
  const properties = [...new Set(triggersOf(graph).flatMap(({ config }) => propertiesOf(config)))];
  return {
    eventTypes: triggerTypes(graph),
    ...(properties.length > 0 && { properties }),
    nodes: graph.nodes.flatMap((node) => {
      const definition = definitionOf(node);
      const outputs = definition.outputs(node.config);
      return outputs.length === 0 ? [] : [{ id: node.id, label: titleOf(node), outputs }];
    }),
  };
}

/** The issues in the settings of the nodes, the exit rules, the goal and the entry. */
export function checkSettings(graph: Graph, context: ValidationContext): Problem[] {
  const { contactFields } = context;
  const scope = { ...scopeOfGraph(graph), ...(contactFields && { contactFields }) };
  const precedes = precedence(graph);
  return [
    ...graph.nodes.flatMap((node) => checkNode(node, scope, context, precedes)),
    ...checkRules(graph, context, scope),
    ...checkGoalStep(graph),
    ...checkEntry(graph, scope),
    ...checkMails(graph, context.missingInMail, context.problemInMail),
  ];
}

function checkNode(node: GraphNode, scope: FieldScope, context: ValidationContext, precedes: Precedes): Problem[] {
  const definition = definitionOf(node);
  const nodeId = node.id;
  const { issues, conditions: placed, problems } = definition.inspect(node.config, scope);
  if (issues.length > 0) {
    // The first issue of a setting is the one to fix; those after it often follow from it.
    const first = [...new Map(issues.toReversed().map((issue) => [issue.path.join('.'), issue])).values()].toReversed();
    return first.slice(0, 20).map((issue): Problem => {
      const field = definition.form.find(({ name }) => name === issue.path[0]);
      const title = field?.title ?? definition.label;
      const fix = `Open the step and set “${title}”.`;
      return { code: 'setting', nodeId, setting: issue.path.join('.'), message: `“${title}”: ${wordsOf(issue)}`, fix };
    });
  }
  return [
    ...problems.map(({ path, ...problem }): Problem => ({ code: 'setting', nodeId, setting: path, ...problem })),
    ...placed.flatMap((place) =>
      checkCondition(place.condition, place.scope).map(
        ({ path, ...problem }): Problem => ({ code: 'condition', nodeId, setting: `${place.path}.${path}`, ...problem }),
      ),
    ),
    ...placed.flatMap((place) => checkOrder(nodeId, place.path, testsOf(place.condition), precedes)),
    ...[...settingReferences(node), ...placed.flatMap((place) => conditionReferences(place.condition, place.scope))]
      .filter((reference) => isGone(reference, context))
      .map(({ kind }): Problem => gone(kind, titleOf(node), nodeId)),
  ];
}

/** Our own messages are sentences. Those of the schema library are not meant for owners. */
const wordsOf = ({ message }: { readonly message: string }): string => (message.endsWith('.') ? message : 'Enter a valid value.');

/** A condition can only use results of earlier steps. */
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
    return reference && typeof id === 'string' ? [{ kind: reference, id }] : [];
  });
}

const isGone = ({ kind, id }: Reference, { references }: ValidationContext): boolean => {
  const existing = references?.[kind];
  return existing !== undefined && isUuid(id) && !existing.has(id);
};

const gone = (kind: string, label: string, nodeId?: string): Problem => ({
  code: 'missing_reference',
  ...(nodeId && { nodeId }),
  message: `“${label}” uses a ${kind} that no longer exists.`,
  fix: `Choose another ${kind}.`,
});

function checkRules(graph: Graph, context: ValidationContext, start: FieldScope): Problem[] {
  const rules = [
    ...graph.exitRules.map((rule, index) => ({ rule, label: 'Exit rule', at: `exitRules.${index}` })),
    ...(graph.goal ? [{ rule: graph.goal, label: 'Goal', at: 'goal' }] : []),
  ];
  return rules.flatMap(({ rule, label, at }) => {
    const scope = scopeOfEvent(rule.eventType);
    return [
      ...checkSameness(rule, start, 'sameProperty').map(
        ({ path, message, fix }): Problem => ({
          code: 'setting',
          setting: `${at}.${path}`,
          message: `${label}: ${message}`,
          fix,
        }),
      ),
      ...checkCondition(rule.filters, scope).map(
        ({ path, message, fix }): Problem => ({
          code: 'condition',
          setting: `${at}.filters.${path}`,
          message: `${label}: ${message}`,
          fix,
        }),
      ),
      ...conditionReferences(rule.filters, scope)
        .filter((reference) => isGone(reference, context))
        .map(({ kind }) => ({ ...gone(kind, label), setting: `${at}.filters` })),
    ];
  });
}

function checkGoalStep(graph: Graph): Problem[] {
  const gone = goalStepOf(graph).filter((id) => (findNode(graph, id)?.kind ?? 'trigger') === 'trigger');
  return gone.map(() => ({
    code: 'missing_reference',
    message: 'The step at which a journey continues after the goal no longer exists.',
    fix: 'Choose another step in the settings of the automation.',
  }));
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
