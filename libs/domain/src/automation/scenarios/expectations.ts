import { compareInstants, fromIso } from '../../calendar/index.js';
import type { Names } from '../../conditions/index.js';
import type { Graph } from '../graph.js';
import { findNode, nodeOf, titleOf } from '../lookup.js';
import type { SimulatedStep, Simulation } from '../simulate.js';
import type { PlayedSample } from './play-sample.js';
import { type Expectation, scenarioLimits } from './scenario.js';

/** How an ending is called behind “The journey should”. */
const endings: Readonly<Record<Simulation['ending'], { readonly should: string; readonly does: string }>> = {
  completed: { should: 'finish', does: 'finishes' },
  exited: { should: 'exit early', does: 'exits early' },
  goal: { should: 'reach the goal', does: 'reaches the goal' },
  parked: { should: 'need attention', does: 'needs attention' },
  unfinished: { should: 'continue', does: 'does not end' },
};

/** An expectation as a sentence: “Welcome” is sent within 3 days. */
function describeExpectation(expectation: Expectation, graph: Graph, names: Names): string {
  const not = 'happens' in expectation && !expectation.happens ? ' not' : '';
  switch (expectation.kind) {
    case 'refused':
      return 'The person should not enter.';
    case 'email':
      return `${emailNamed(expectation.templateId, names)} should${not} be sent${withinOf(expectation)}.`;
    case 'step': {
      const node = findNode(graph, expectation.nodeId);
      return `“${node ? titleOf(node) : expectation.step}” should${not} be reached${withinOf(expectation)}.`;
    }
    case 'ends':
      return `The journey should ${endings[expectation.ending].should}${withinOf(expectation)}.`;
  }
}

/** What happened instead of an expectation, as a sentence; null if it was met. */
export function differenceOf(
  expectation: Expectation,
  { entered, simulation }: PlayedSample,
  startAt: string,
  graph: Graph,
  names: Names,
): string | null {
  const happened = (actual: string) => `${describeExpectation(expectation, graph, names)} ${actual}`;
  if (expectation.kind === 'refused') return entered ? happened('They enter.') : null;
  const steps = entered ? simulation.steps : [];
  const after = (at: string) => afterStart(minutesBetween(startAt, at));
  const inTime = (at: string) =>
    expectation.withinMinutes === undefined || minutesBetween(startAt, at) <= expectation.withinMinutes;
  if (expectation.kind === 'ends') {
    const { ending, endedAt } = simulation;
    if (!entered) return null;
    if (ending === expectation.ending && inTime(endedAt)) return null;
    return happened(`It ${endings[ending].does} ${after(endedAt)}.`);
  }
  const found = steps.filter(expectation.kind === 'email' ? sends(expectation.templateId) : isAt(expectation.nodeId));
  const first = found.find(({ at }) => inTime(at));
  if (expectation.happens ? first : !first) return null;
  const verb = expectation.kind === 'email' ? 'sent' : 'reached';
  const actual = first ?? found[0];
  return happened(actual ? `It is ${verb} ${after(actual.at)}.` : `It is not ${verb}.`);
}

/** What a preview suggests to expect: each email of the graph, sent or not, the other things that steps did, and how it ended. */
export function proposeExpectations(graph: Graph, { entered, simulation }: PlayedSample): Expectation[] {
  if (!entered) return [{ kind: 'refused' }];
  const { steps, ending } = simulation;
  const sent = new Set(steps.flatMap(({ effect }) => (effect?.kind === 'sendEmail' ? [effect.templateId] : [])));
  const drawn = new Set(
    graph.nodes.flatMap(({ kind, config }) =>
      kind === 'sendEmail' && typeof config.templateId === 'string' ? [config.templateId] : [],
    ),
  );
  const others = new Set(steps.flatMap(({ effect, nodeId }) => (effect && effect.kind !== 'sendEmail' ? [nodeId] : [])));
  const proposed = [
    ...[...sent].map((templateId): Expectation => ({ kind: 'email', templateId, happens: true })),
    ...[...drawn]
      .filter((templateId) => !sent.has(templateId))
      .map((templateId): Expectation => ({ kind: 'email', templateId, happens: false })),
    ...[...others].map((nodeId): Expectation => ({ kind: 'step', nodeId, step: titleOf(nodeOf(graph, nodeId)), happens: true })),
    ...(ending === 'parked' || ending === 'unfinished' ? [] : [{ kind: 'ends', ending } as const]),
  ];
  return proposed.slice(0, scenarioLimits.expectations);
}

const sends =
  (templateId: string) =>
  ({ effect }: SimulatedStep): boolean =>
    effect?.kind === 'sendEmail' && effect.templateId === templateId;

const isAt =
  (nodeId: string) =>
  (step: SimulatedStep): boolean =>
    step.nodeId === nodeId;

const emailNamed = (id: string, names: Names): string => {
  const name = names('template', id);
  return name === undefined ? 'An email' : `“${name}”`;
};

const withinOf = ({ withinMinutes }: { readonly withinMinutes?: number | undefined }): string =>
  withinMinutes === undefined ? '' : ` within ${spanOf(withinMinutes)}`;

const afterStart = (minutes: number): string => (minutes === 0 ? 'immediately' : `after ${spanOf(minutes)}`);

/** Rounded up, so that something a second after a limit is not shown at the limit. */
const minutesBetween = (from: string, to: string): number =>
  compareInstants(from, to) >= 0 ? 0 : Math.ceil((fromIso(to).epochMilliseconds - fromIso(from).epochMilliseconds) / 60_000);

/** “3 days 2 hours”. */
function spanOf(minutes: number): string {
  const parts = [
    [Math.floor(minutes / 1440), 'day'],
    [Math.floor((minutes % 1440) / 60), 'hour'],
    [minutes % 60, 'minute'],
  ] as const;
  return parts
    .filter(([amount]) => amount > 0)
    .map(([amount, unit]) => `${amount} ${unit}${amount === 1 ? '' : 's'}`)
    .join(' ');
}
