import type { Schemas } from '@perennial/api-client';
import { findNode, type Graph, portsOf, type SamplePerson, triggerTypes, withoutScenarios } from '@perennial/domain/automation';
import { awaitableEventTypes, eventCatalogue, isEventType } from '@perennial/domain/events';
import { answer, api } from '../../../ui/api/client';
import { formatInstant } from '../../../ui/values/instant';
import type { FlowPath } from '../canvas/flow-types';
import { linksOf } from '../runs/path';

export type Simulation = Schemas['Simulation'];
export type PreviewStep = Simulation['steps'][number];
export type Sample = Readonly<Record<string, unknown>>;

/** Input of a preview: who enters when, and the branch taken at each decision. */
export interface PreviewQuestion {
  readonly eventType: string;
  readonly startAt: string;
  readonly data: Sample;
  readonly person: SamplePerson;
  readonly branches: Readonly<Record<string, string>>;
  readonly later: readonly LaterEvent[];
}

/** An event that happens to the sample person some time after the start. */
export interface LaterEvent {
  readonly type: string;
  readonly amount: number;
  readonly unit: LaterUnit;
  /** What a scenario says about it. Without it, typical data about the same records as the first event. */
  readonly data?: Sample;
}

/** Units for the time after the start, in minutes. */
export const laterUnits = { minutes: 1, hours: 60, days: 1440 } as const;
export type LaterUnit = keyof typeof laterUnits;

type Drawing = Schemas['SimulationInput']['graph'];

/** Internal events, dates and schedules never end a journey. */
const isForPeople = (rule: Graph['exitRules'][number]): rule is Drawing['exitRules'][number] =>
  awaitableEventTypes.some((type) => type === rule.eventType);

const asDrawing = (graph: Graph): Drawing => ({
  ...withoutScenarios(graph),
  exitRules: graph.exitRules.filter(isForPeople),
  goal: graph.goal && isForPeople(graph.goal) ? graph.goal : null,
});

/** Simulates a graph for a sample person. Nothing is sent or stored. */
export const playPreview = (id: string, graph: Graph, { eventType, startAt, data, person, branches, later }: PreviewQuestion) =>
  answer(
    api.POST('/api/admin/automations/{id}/preview', {
      params: { path: { id } },
      body: {
        graph: asDrawing(graph),
        eventType,
        startAt,
        data: { ...data },
        person,
        later: later.map((event) => playedLater(event, data)),
        choices: Object.fromEntries(Object.entries(branches).map(([nodeId, port]) => [nodeId, { port }])),
      },
    }),
  );

/** A later event as it is played: some minutes after the start, with its data. */
export const playedLater = ({ type, amount, unit, data }: LaterEvent, first: Sample) => ({
  type,
  afterMinutes: amount * laterUnits[unit],
  data: { ...(data ?? aboutTheSame(type, first)) },
});

/** Minutes in the largest unit that has no remainder. */
export function inUnit(minutes: number): { amount: number; unit: LaterUnit } {
  const unit = minutes > 0 && minutes % laterUnits.days === 0 ? 'days' : minutes % laterUnits.hours === 0 ? 'hours' : 'minutes';
  return { amount: minutes / laterUnits[unit], unit };
}

const versions = new WeakMap<Graph, number>();
let lastVersion = 0;

/** A number for each version of a drawing, so that a query is keyed by it without reading the whole drawing. */
export function versionOf(graph: Graph): number {
  const version = versions.get(graph) ?? ++lastVersion;
  versions.set(graph, version);
  return version;
}

/** Events that start this drawing, as a select lists them. */
export function startingEvents(graph: Graph): { value: string; label: string }[] {
  return triggerTypes(graph).map((type) => ({ value: type, label: eventCatalogue[type].label }));
}

/** Typical data of an event. */
export const sampleOf = (eventType: string): Sample =>
  isEventType(eventType) ? { ...(eventCatalogue[eventType].sample as Sample) } : {};

/** Typical data of a later event, about the membership, course or order of the first. */
export function aboutTheSame(type: string, first: Sample): Sample {
  const sample = sampleOf(type);
  return Object.fromEntries(Object.entries(sample).map(([name, value]) => [name, first[name] ?? value]));
}

/** Branches of a step with more than one. */
export function forksOf(graph: Graph, nodeId: string): { value: string; label: string }[] {
  const node = graph.nodes.find(({ id }) => id === nodeId);
  const ports = node ? portsOf(node) : [];
  return ports.length > 1 ? ports.map(({ id, label }) => ({ value: id, label })) : [];
}

/** What decides the branch of a step if nobody chooses one. */
export function unchosen(graph: Graph, nodeId: string): string {
  switch (findNode(graph, nodeId)?.kind) {
    case 'waitForEvent':
      return 'No event in time';
    case 'waitForCondition':
      return 'Not met in time, unless it is true already';
    case 'approval':
      return 'No answer in time';
    case 'waitUntil':
      return 'As decided by the date';
    case 'sendEmail':
    case 'notifyStaff':
    case 'callUrl':
    case 'changeMembership':
      return 'It succeeds';
    case 'split':
      return 'Chosen at random';
    default:
      return 'As decided by the conditions';
  }
}

/** The path of a preview for the canvas: highlighted, with a time on each card. */
export function previewPath(
  graph: Graph,
  steps: readonly Pick<PreviewStep, 'nodeId' | 'port' | 'at'>[],
  timeZone: string,
): FlowPath {
  const visited = new Map<string, string>();
  for (const { nodeId, at } of steps) if (!visited.has(nodeId)) visited.set(nodeId, formatInstant(at, timeZone));
  for (const { nodeId, port } of steps) {
    const edge = graph.edges.find((candidate) => candidate.source === nodeId && candidate.port === port);
    if (edge && !visited.has(edge.target)) visited.set(edge.target, '');
  }
  return { visited, links: linksOf(graph, steps, visited), current: null };
}

export const endings: Readonly<Record<Simulation['ending'], string>> = {
  completed: 'Finished',
  exited: 'Exited early',
  goal: 'Reached the goal',
  parked: 'Would need attention',
  unfinished: 'Continues. The preview ends here.',
};
