import type { Names } from '../../conditions/index.js';
import { eventCatalogue, isEventType } from '../../events/catalogue.js';
import { GraphInvariantError } from '../errors.js';
import type { Graph } from '../graph.js';
import { findNode, portsOf, titleOf } from '../lookup.js';
import type { Simulation } from '../simulate.js';
import { validateGraph } from '../validation/index.js';
import { differenceOf } from './expectations.js';
import { type PlayedSample, playSample } from './play-sample.js';
import type { Scenario } from './scenario.js';

/** What a scenario needs to know besides the graph. */
export interface ScenarioContext {
  /** The school's time zone. */
  readonly zone: string;
  /** Names of records, for the sentences. */
  readonly names: Names;
}

/** The result of one scenario. */
export interface ScenarioResult {
  readonly id: string;
  readonly name: string;
  readonly passed: boolean;
  /** What differs from what the scenario expects, each as a sentence. Empty if it passed. */
  readonly differences: readonly string[];
  /** Null if the scenario could not be played. */
  readonly simulation: Simulation | null;
}

/** Runs the scenarios of a graph with the interpreter that real runs use. Never throws; nothing is sent or stored. */
export function runScenarios(graph: Graph, context: ScenarioContext): ScenarioResult[] {
  const { scenarios = [] } = graph;
  if (scenarios.length === 0) return [];
  const [problem] = validateGraph(graph);
  return scenarios.map((scenario) => {
    const result = problem
      ? unplayable(`The automation has issues to fix first. ${problem.message} ${problem.fix}`)
      : runScenario(graph, scenario, context);
    return { id: scenario.id, name: scenario.name, passed: result.differences.length === 0, ...result };
  });
}

type Outcome = Pick<ScenarioResult, 'differences' | 'simulation'>;
const unplayable = (...differences: string[]): Outcome => ({ differences, simulation: null });

function runScenario(graph: Graph, scenario: Scenario, context: ScenarioContext): Outcome {
  const broken = brokenIn(graph, scenario);
  if (broken.length > 0) return unplayable(...broken);
  const played = play(graph, scenario, context.zone);
  if (!played) return unplayable(`No trigger starts with “${labelOf(scenario.eventType)}” anymore. Edit the scenario.`);
  if (typeof played === 'string') return unplayable(played);
  const differences = scenario.expect.flatMap(
    (expectation) => differenceOf(expectation, played, scenario.startAt, graph, context.names) ?? [],
  );
  const refused = scenario.expect.some(({ kind }) => kind === 'refused');
  return {
    differences: played.entered || refused ? differences : ['The person does not enter the automation.', ...differences],
    simulation: played.simulation,
  };
}

function play(graph: Graph, scenario: Scenario, zone: string): PlayedSample | string | null {
  const { person, eventType, data, startAt, later, choices } = scenario;
  try {
    return playSample(graph, {
      ...{ person, eventType, data, startAt, later, zone },
      choices: Object.fromEntries(choices.map(({ nodeId, port }) => [nodeId, { port }])),
    });
  } catch (error) {
    if (error instanceof GraphInvariantError) return 'The scenario could not be played to its end. Play it in the preview.';
    throw error;
  }
}

/** What a scenario refers to and no longer exists. */
function brokenIn(graph: Graph, { eventType, later, choices, expect }: Scenario): string[] {
  const gone = (step: string) => `The step “${step}” no longer exists. Edit the scenario.`;
  const unknown = [eventType, ...later.map(({ type }) => type)].filter((type) => !isEventType(type));
  const steps = expect.flatMap((expectation) => (expectation.kind === 'step' ? [expectation] : []));
  return [
    ...new Set([
      ...unknown.map((type) => `The event “${type}” does not exist. Edit the scenario.`),
      ...choices.flatMap(({ nodeId, step, port }) => {
        const node = findNode(graph, nodeId);
        if (!node) return [gone(step)];
        const has = portsOf(node).some(({ id }) => id === port);
        return has ? [] : [`The step “${titleOf(node)}” no longer has the branch that the scenario takes. Edit the scenario.`];
      }),
      ...steps.flatMap(({ nodeId, step }) => (findNode(graph, nodeId) ? [] : [gone(step)])),
    ]),
  ];
}

const labelOf = (eventType: string): string => (isEventType(eventType) ? eventCatalogue[eventType].label : eventType);
