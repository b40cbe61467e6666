import fc from 'fast-check';
import type { Graph, GraphEdge, GraphNode } from '../src/automation/graph.js';
import { definitionOf, portsOf } from '../src/automation/lookup.js';
import { stepsBefore } from '../src/automation/loops.js';
import type { NodeKind } from '../src/automation/nodes/kinds.js';
import type { Choice, SimulationInput } from '../src/automation/simulate.js';
import type { ContactFact, EventFact } from '../src/conditions/index.js';
import { eventCatalogue } from '../src/events/catalogue.js';

/** A random publishable graph, and a random path through it. For tests only; the package does not export it. */
export interface RandomJourney {
  readonly graph: Graph;
  readonly input: SimulationInput;
}

const id = (n: number) => `01920000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const time = fc.tuple(fc.nat(23), fc.constantFrom('00', '30')).map(([h, m]) => `${String(h).padStart(2, '0')}:${m}`);
const tag = fc.constantFrom(id(7), id(8), id(9));
const unit = fc.constantFrom('minutes', 'hours', 'days', 'weeks');
const weekday = fc.constantFrom(1, 2, 3, 4, 5, 6, 7);

const tests = fc.oneof(
  fc.record({ field: fc.constant('event.daysLeft'), operator: fc.constantFrom('atLeast', 'lessThan'), value: fc.nat(7) }),
  fc.record({ field: fc.constant('event.hasCard'), operator: fc.constantFrom('isTrue', 'isFalse'), value: fc.constant(null) }),
  fc.record({ field: fc.constant('contact.tags'), operator: fc.constantFrom('includes', 'doesNotInclude'), value: tag }),
  fc.record({
    field: fc.constant('access.products'),
    operator: fc.constantFrom('includes', 'doesNotInclude'),
    value: fc.constantFrom(id(1), id(2)),
  }),
);
const match = fc.constantFrom('all', 'any');
const condition = fc.record({
  match,
  tests: fc.array(fc.oneof(tests, fc.record({ match, tests: fc.array(tests, { minLength: 1, maxLength: 3 }) })), {
    minLength: 1,
    maxLength: 3,
  }),
});
/** About the person only. */
const ofPerson = fc.record({
  match,
  tests: fc.array(
    fc.record({ field: fc.constant('contact.tags'), operator: fc.constantFrom('includes', 'doesNotInclude'), value: tag }),
    { minLength: 1, maxLength: 2 },
  ),
});
const noFilters = { match: 'all', tests: [] };

/** Random valid settings for each kind of node, for runs that `trial.ending` starts. */
const configs: Readonly<Record<Exclude<NodeKind, 'trigger'>, fc.Arbitrary<Record<string, unknown>>>> = {
  waitDuration: fc.record({ amount: fc.integer({ min: 1, max: 40 }), unit, time: fc.option(time) }),
  waitUntil: fc.oneof(
    fc.record({
      until: fc.constant('date'),
      date: fc.constantFrom('2027-01-15', '2027-03-01'),
      time,
      past: fc.constantFrom('continue', 'exit', 'branch'),
    }),
    fc.record({
      until: fc.constant('eventDate'),
      field: fc.constantFrom('trialEndsAt', 'occurredAt'),
      days: fc.integer({ min: -10, max: 10 }),
      time: fc.option(time),
      past: fc.constantFrom('continue', 'exit', 'branch'),
    }),
    fc.record({
      until: fc.constant('window'),
      weekdays: fc.uniqueArray(weekday, { minLength: 1 }),
      from: fc.constantFrom('08:00', '09:30'),
      to: fc.constantFrom('12:00', '17:30'),
    }),
  ),
  waitForEvent: fc.record({
    paths: fc
      .integer({ min: 1, max: 3 })
      .map((count) =>
        ['a', 'b', 'c'].slice(0, count).map((port) => ({ port, eventType: 'payment.succeeded', filters: noFilters })),
      ),
    timeoutAmount: fc.integer({ min: 1, max: 20 }),
    timeoutUnit: unit,
  }),
  waitForCondition: fc.record({ condition: ofPerson, timeoutAmount: fc.integer({ min: 1, max: 20 }), timeoutUnit: unit }),
  approval: fc.record({ question: fc.constant('Go on?'), limitAmount: fc.integer({ min: 1, max: 20 }), limitUnit: unit }),
  ifElse: fc.record({ condition }),
  branch: fc.record({
    paths: fc
      .array(condition, { minLength: 1, maxLength: 4 })
      .map((conditions) => conditions.map((each, index) => ({ port: 'abcd'[index], label: '', condition: each }))),
  }),
  split: fc.record({
    paths: fc
      .uniqueArray(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 4 })
      .map((cuts) => [0, ...cuts.sort((one, other) => one - other), 100])
      .map((cuts) => cuts.slice(1).map((cut, index) => ({ port: 'abcde'[index], label: '', share: cut - (cuts[index] ?? 0) }))),
  }),
  // The step to go back to is chosen when the graph is known.
  goBack: fc.record({ times: fc.integer({ min: 1, max: 2 }) }),
  sendEmail: fc.constant({ templateId: id(9), audience: 'contact', category: 'marketing' }),
  notifyStaff: fc.constant({ role: 'owner', subject: 'Look', message: 'Now' }),
  addNote: fc.constant({ text: 'Seen' }),
  changeMembership: fc.record({
    ...{ membershipFrom: fc.constant('plan'), planId: fc.constant(id(4)) },
    change: fc.constantFrom('cancel', 'cancel_now', 'keep'),
    onFailure: fc.constantFrom('park', 'branch'),
  }),
  revokeCertificate: fc.constant({ courseFrom: 'all', reason: 'Refunded' }),
  startAutomation: fc.constant({ automation: id(13) }),
  stopAutomation: fc.constant({ automation: id(13) }),
  issueCertificate: fc.constant({ courseFrom: 'fixed', courseId: id(3) }),
  grantAccess: fc.record({ productId: fc.constantFrom(id(1), id(2)), days: fc.option(fc.integer({ min: 1, max: 90 })) }),
  revokeAccess: fc.record({ productId: fc.constantFrom(id(1), id(2)) }),
  addTag: fc.record({ tag }),
  removeTag: fc.record({ tag }),
  setField: fc.record({ field: fc.constantFrom(id(11), id(12)), value: fc.constantFrom('a', 3, true, null) }),
  callUrl: fc.record({
    ...{ method: fc.constant('POST'), url: fc.constant('https://example.com/hook') },
    onFailure: fc.constantFrom('park', 'branch'),
  }),
  exit: fc.constant({ note: '' }),
};

const seed = fc
  .constantFrom(...(Object.keys(configs) as (keyof typeof configs)[]))
  .chain((kind) =>
    fc.record({ kind: fc.constant(kind), config: configs[kind], parent: fc.nat(), extra: fc.array(fc.nat(), { maxLength: 4 }) }),
  );
type Seed = typeof seed extends fc.Arbitrary<infer T> ? T : never;

/** Builds an acyclic graph in which every node can be reached: edges lead only from earlier nodes to later ones. */
function build(seeds: readonly Seed[]): Graph {
  const nodes: GraphNode[] = [{ id: 'n0', kind: 'trigger', config: { eventType: 'trial.ending', filters: noFilters } }];
  const edges: GraphEdge[] = [];
  const free: { source: string; port: string; order: number }[] = [{ source: 'n0', port: 'next', order: 0 }];
  const extras: readonly number[][] = seeds.map(({ extra }) => extra);
  for (const { kind, config, parent } of seeds) {
    const [from] = free.splice(nodes.length === 1 ? 0 : parent % Math.max(1, free.length), 1);
    if (!from) break;
    const node: GraphNode = { id: `n${nodes.length}`, kind, config };
    edges.push({ source: from.source, port: from.port, target: node.id });
    free.push(...portsOf(node).map((port) => ({ source: node.id, port: port.id, order: nodes.length })));
    nodes.push(node);
  }
  free.forEach(({ source, port, order }, index) => {
    const pick = extras[index % Math.max(1, extras.length)]?.[0];
    const isDecision = isDeciding(nodes[order]) && !edges.some((edge) => edge.source === source);
    const later = nodes.slice(order + 1);
    const target = later[(pick ?? 0) % Math.max(1, later.length)];
    if (target && (pick !== undefined || isDecision)) edges.push({ source, port, target: target.id });
  });
  // A decision without a connected branch cannot be published. A last node needs no connection.
  const pointless = nodes.filter((node) => isDeciding(node) && !edges.some(({ source }) => source === node.id));
  const kept = nodes.map((node): GraphNode => (pointless.includes(node) ? { id: node.id, kind: 'exit', config: {} } : node));
  return withTargets({ schemaVersion: 1, nodes: kept, edges, entry: { policy: 'every_event' }, exitRules: [], goal: null });
}

/** Each step that goes back leads to an earlier wait, so that nothing is repeated at once. Without one, it waits itself. */
const withTargets = (graph: Graph): Graph => ({
  ...graph,
  nodes: graph.nodes.map((node): GraphNode => {
    if (node.kind !== 'goBack') return node;
    const before = new Set(stepsBefore(graph, node.id));
    const waits = graph.nodes.filter((each) => before.has(each.id) && definitionOf(each).family === 'wait');
    const target = waits[Number(node.id.slice(1)) % Math.max(1, waits.length)]?.id;
    if (target === undefined) return { id: node.id, kind: 'waitDuration', config: { amount: 1, unit: 'hours' } };
    return { ...node, config: { ...node.config, target } };
  }),
});

const isDeciding = (node: GraphNode | undefined): boolean =>
  node !== undefined && definitionOf(node).family === 'decide' && portsOf(node).length > 1;

/** A publishable graph of up to `size` steps. */
export const validGraph = (size = 25): fc.Arbitrary<Graph> => fc.array(seed, { minLength: 1, maxLength: size }).map(build);

const choice: fc.Arbitrary<Choice> = fc.record({
  port: fc.constantFrom('a', 'b', 'c', 'timeout', 'otherwise', 'yes', 'no', 'next', 'past'),
  afterMinutes: fc.integer({ min: 0, max: 20_000 }),
});
const contact: fc.Arbitrary<ContactFact> = fc.record({
  name: fc.constant('Ada'),
  email: fc.constant('ada@example.com'),
  timezone: fc.constantFrom('UTC', 'Asia/Tokyo'),
  tags: fc.uniqueArray(tag),
  clockId: fc.constant(null),
  createdAt: fc.constant('2026-01-01T00:00:00.000Z'),
});

/** A graph with a person, an event, a choice at each wait for events and at some of the other steps. */
export const randomJourney = (size = 25): fc.Arbitrary<RandomJourney> =>
  fc
    .record({
      graph: validGraph(size),
      contact,
      access: fc.uniqueArray(fc.constantFrom(id(1), id(2))),
      daysLeft: fc.nat(7),
      hasCard: fc.boolean(),
      minute: fc.nat(60 * 24 * 20),
      picks: fc.array(choice, { minLength: 1, maxLength: 10 }),
    })
    .map(({ graph, contact: person, access, daysLeft, hasCard, minute, picks }) => {
      const startAt = new Date(Date.UTC(2027, 0, 10) + minute * 60_000).toISOString();
      const data = { ...eventCatalogue['trial.ending'].sample, daysLeft, hasCard };
      const event: EventFact = { id: 'e1', type: 'trial.ending', occurredAt: startAt, data };
      const run = { automationId: id(20), contactId: id(minute) };
      const chosen = graph.nodes.filter(({ kind }, index) => kind === 'waitForEvent' || index % 3 === 0);
      const choices = Object.fromEntries(chosen.map((node, index) => [node.id, picks[index % picks.length] ?? {}]));
      return { graph, input: { startAt, event, zone: 'UTC', facts: { contact: person, access, run }, choices } };
    });
