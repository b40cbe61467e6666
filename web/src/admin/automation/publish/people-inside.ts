import {
  canMoveTo,
  changedSteps,
  definitionOf,
  diffGraphs,
  findNode,
  type Graph,
  type GraphNode,
  type StepFate,
  type StepMove,
} from '@perennial/domain/automation';
import type { PeopleAtStep } from '../versions/version';

/** People at one step of one version, and what a newer graph makes of that step. Those who need attention are a group of their own. */
export interface InsideGroup {
  readonly version: number;
  readonly nodeId: string;
  readonly parked: boolean;
  readonly people: number;
  /** Missing until the graph of the version is loaded. */
  readonly step: GraphNode | undefined;
  readonly fate: StepFate;
}

/** What happens to a group: it stays, its journeys end, or it continues at a step of the newer graph. */
export type Choice = 'stay' | 'exit' | `to:${string}`;

/** Choices by {@link keyOf}. */
export type Choices = Readonly<Record<string, Choice>>;

/** The key of a group in a form. */
export const keyOf = ({ version, nodeId, parked }: Pick<InsideGroup, 'version' | 'nodeId' | 'parked'>): string =>
  `${version} ${nodeId} ${parked}`;

const rank: Readonly<Record<StepFate, number>> = { removed: 0, changed: 1, same: 2 };

/** Who needs attention comes first, then who is at a step that the newer graph removes or changes. */
export function groupsOf(
  people: readonly PeopleAtStep[],
  graphs: ReadonlyMap<number, Graph>,
  newer: Graph,
): readonly InsideGroup[] {
  const fates = new Map([...graphs].map(([version, graph]) => [version, changedSteps(diffGraphs(graph, newer))]));
  return people
    .flatMap(({ version, nodeId, people: all, parked }): InsideGroup[] => {
      const graph = graphs.get(version);
      const shared: Omit<InsideGroup, 'parked' | 'people'> = {
        ...{ version, nodeId, step: graph && findNode(graph, nodeId) },
        fate: fates.get(version)?.get(nodeId) ?? 'same',
      };
      return [
        { ...shared, parked: true, people: parked },
        { ...shared, parked: false, people: all - parked },
      ];
    })
    .filter((group) => group.people > 0)
    .toSorted((a, b) => Number(b.parked) - Number(a.parked) || rank[a.fate] - rank[b.fate] || b.people - a.people);
}

/** Whether a group can continue at the same step of the newer graph. Nobody is moved to a trigger, where an entry may need attention. */
const hasSameStep = ({ step, nodeId }: InsideGroup, newer: Graph): boolean =>
  step !== undefined && findNode(newer, nodeId)?.kind === step.kind && canMoveTo(newer, nodeId);

/** What is chosen for a group unless somebody chooses otherwise. Who needs attention gets what was fixed; everyone else stays. */
export const choiceOf = (group: InsideGroup, newer: Graph, choices: Choices): Choice =>
  choices[keyOf(group)] ?? (group.parked && hasSameStep(group, newer) ? `to:${group.nodeId}` : 'stay');

/** The moves that the choices ask for. */
export const movesOf = (groups: readonly InsideGroup[], newer: Graph, choices: Choices): StepMove[] =>
  groups.flatMap((group) => {
    const choice = choiceOf(group, newer, choices);
    if (choice === 'stay') return [];
    const { version, nodeId, parked } = group;
    return [{ version, nodeId, parked, to: choice === 'exit' ? null : choice.slice('to:'.length) }];
  });

const fates: Readonly<Record<StepFate, string>> = {
  same: '',
  changed: ' The new version changes this step.',
  removed: ' The new version removes this step.',
};

/** “3 people on version 2. The new version changes this step.” */
export function peopleInWords({ people, parked, version, fate }: InsideGroup): string {
  const who = people === 1 ? '1 person' : `${people.toLocaleString('en')} people`;
  const stuck = parked ? ` ${people === 1 ? 'needs' : 'need'} attention` : '';
  return `${who}${stuck} on version ${version}.${fates[fate]}`;
}

/** What a choice means for a group. */
export function consequenceOf(group: InsideGroup, newer: Graph, choice: Choice): string {
  const { parked, step, nodeId, fate, version } = group;
  if (choice === 'exit') return 'Their journeys end here.';
  const waits = step !== undefined && definitionOf(step).family === 'wait';
  if (choice === 'stay') {
    if (parked) return `They keep needing attention on version ${version}.`;
    return waits && fate === 'changed'
      ? `Their date stays, and they continue on version ${version}.`
      : `They continue on version ${version}.`;
  }
  if (choice !== `to:${nodeId}` || !hasSameStep(group, newer)) return 'They continue at this step immediately.';
  if (parked) return 'The step is retried with its new settings.';
  if (!waits) return 'They continue at this step immediately.';
  return 'The wait counts from when it began, with the new settings. Anyone whose time has passed continues immediately.';
}
