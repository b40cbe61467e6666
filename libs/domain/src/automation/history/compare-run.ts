import { compareInstants, fromIso } from '../../calendar/index.js';
import type { Evidence } from '../../conditions/index.js';
import { equalJson } from '../equal-json.js';
import type { Graph, GraphNode } from '../graph.js';
import { definitionOf, findNode, nodeOf, portsOf, titleOf } from '../lookup.js';
import { matchTriggers } from '../match.js';
import { type Choice, type SimulatedStep, type Simulation, simulate } from '../simulate.js';
import { factsThen, isKnown, isRestored, type PastRun, type PastVisit, type SeenValues, seenValues } from './past-run.js';

/** A step of a path, and the branch taken; null where the run waits, and where it ended. */
export interface PathStep {
  readonly nodeId: string;
  readonly port: string | null;
  readonly at: string;
}

/** How the journey of a person would differ with another graph. */
export interface RunComparison {
  /** Whether the other graph lets the person in. */
  readonly enters: boolean;
  /** The recorded path. */
  readonly before: readonly PathStep[];
  /** The path with the other graph, as far as the time that is compared. */
  readonly after: readonly PathStep[];
  /** Steps at which another branch would be taken. */
  readonly branches: readonly { readonly nodeId: string; readonly before: string; readonly after: string }[];
  /** Steps that would not be reached, and steps that would be reached in addition. */
  readonly missed: readonly string[];
  readonly added: readonly string[];
  /** IDs of emails that would no longer be sent, and of those that would be sent in addition. */
  readonly emailsLost: readonly string[];
  readonly emailsGained: readonly string[];
  /** Whether some emails were sent, and none would be. */
  readonly noEmail: boolean;
  /** Why the comparison may be wrong, as sentences. */
  readonly uncertain: readonly string[];
}

/** Whether a comparison shows any difference. */
export const differs = ({ enters, branches, missed, added, emailsLost, emailsGained }: RunComparison): boolean =>
  !enters || [branches, missed, added, emailsLost, emailsGained].some((list) => list.length > 0);

/** Plays a recorded run on another graph. Nothing is sent or stored. */
export function compareRun(ran: Graph, draft: Graph, past: PastRun, zone: string): RunComparison {
  const seen = seenValues(past.visits);
  const facts = factsThen(past.today, seen);
  const { event, startedAt } = past;
  const matches = matchTriggers(draft, event, { ...facts, event, schoolTimezone: zone }, startedAt);
  const match = matches.find(({ matched }) => matched) ?? matches[0];
  const before = recorded(past.visits);
  const kept = keptChoices(ran, draft, past);
  const played = match?.matched
    ? simulate(draft, {
        ...{ event, zone, facts, choices: kept },
        startAt: startedAt,
        triggerNodeId: match.nodeId,
        events: past.later,
      })
    : null;
  const steps = (played?.steps ?? []).filter(({ at }) => compareInstants(at, past.until) <= 0);
  const after = lastOfEach(steps);
  return {
    enters: match?.matched === true,
    before,
    after,
    ...differencesOf(ran, draft, before, after),
    uncertain: doubts({ ran, draft, past, seen, kept, steps, played, entry: match?.evidence ?? [] }),
  };
}

const recorded = (visits: readonly PastVisit[]): PathStep[] =>
  visits.map(({ nodeId, port, enteredAt }) => ({ nodeId, port, at: enteredAt }));

/** A wait has a line where it begins and one where it ends. */
function lastOfEach(steps: readonly SimulatedStep[]): PathStep[] {
  const path = new Map<string, PathStep>();
  for (const { nodeId, visit, port, at } of steps) {
    const key = `${nodeId}:${visit}`;
    path.set(key, { nodeId, port, at: path.get(key)?.at ?? at });
  }
  return [...path.values()];
}

function differencesOf(
  ran: Graph,
  draft: Graph,
  before: readonly PathStep[],
  after: readonly PathStep[],
): Pick<RunComparison, 'branches' | 'missed' | 'added' | 'emailsLost' | 'emailsGained' | 'noEmail'> {
  const portsIn = (path: readonly PathStep[]) => new Map(path.map(({ nodeId, port }) => [nodeId, port]));
  const [was, is] = [portsIn(before), portsIn(after)];
  const sent = (graph: Graph, path: readonly PathStep[]) =>
    new Set(
      path.flatMap(({ nodeId, port }) => {
        const node = findNode(graph, nodeId);
        const templateId = node?.kind === 'sendEmail' && port !== null ? node.config.templateId : null;
        return typeof templateId === 'string' ? [templateId] : [];
      }),
    );
  const [had, has] = [sent(ran, before), sent(draft, after)];
  const isTrigger = (graph: Graph, id: string) => findNode(graph, id)?.kind === 'trigger';
  return {
    branches: [...was].flatMap(([nodeId, port]) => {
      const now = is.get(nodeId);
      return port && now && port !== now ? [{ nodeId, before: port, after: now }] : [];
    }),
    missed: [...was.keys()].filter((id) => !is.has(id) && !isTrigger(ran, id)),
    added: [...is.keys()].filter((id) => !was.has(id) && !isTrigger(draft, id)),
    emailsLost: [...had].filter((id) => !has.has(id)),
    emailsGained: [...has].filter((id) => !had.has(id)),
    noEmail: had.size > 0 && has.size === 0,
  };
}

const isSameStep = (one: GraphNode | undefined, other: GraphNode): boolean =>
  one?.kind === other.kind && equalJson(one.config, other.config);

/** What unchanged steps decided is taken from the record, with the results that calls and waits had. */
function keptChoices(ran: Graph, draft: Graph, { visits, outputs }: PastRun): Record<string, Choice> {
  const choices: Record<string, Choice> = {};
  for (const node of draft.nodes) {
    if (!isSameStep(findNode(ran, node.id), node)) continue;
    const taken = visits.filter(({ nodeId, port }) => nodeId === node.id && port !== null);
    const [first] = taken;
    if (!first?.port || taken.some(({ port }) => port !== first.port)) continue;
    const results = outputs[node.id];
    choices[node.id] = {
      ...(portsOf(node).length > 1 && { port: first.port }),
      ...(first.leftAt && { afterMinutes: minutesBetween(first.enteredAt, first.leftAt) }),
      ...(results && { outputs: results }),
    };
  }
  return choices;
}

const minutesBetween = (from: string, to: string): number =>
  Math.max(0, Math.floor((fromIso(to).epochMilliseconds - fromIso(from).epochMilliseconds) / 60_000));

interface Played {
  readonly ran: Graph;
  readonly draft: Graph;
  readonly past: PastRun;
  readonly seen: SeenValues;
  readonly kept: Readonly<Record<string, Choice>>;
  readonly steps: readonly SimulatedStep[];
  readonly played: Simulation | null;
  /** The values that the trigger compared. */
  readonly entry: readonly Evidence[];
}

/** Kinds of steps that change what later conditions read. */
const changing: ReadonlySet<string> = new Set(['addTag', 'removeTag', 'setField', 'grantAccess', 'revokeAccess']);

const isWait = (graph: Graph, nodeId: string): boolean => definitionOf(nodeOf(graph, nodeId)).family === 'wait';

/** Why a comparison may be wrong. */
function doubts({ ran, draft, past, seen, kept, steps, played, entry }: Played): string[] {
  // A wait only names the time zone that it counts in.
  const decided = steps.filter(({ nodeId }) => kept[nodeId]?.port === undefined && !isWait(draft, nodeId));
  const read = [...entry, ...decided.flatMap(({ values }) => values)];
  const labelled = new Map(read.map(({ field, label }) => [field, label]));
  const today = [...labelled].filter(([field]) => !isKnown(field) && !(isRestored(field) && seen.first.has(field)));
  const moving = [...labelled].filter(([field]) => isRestored(field) && seen.changed.has(field));
  const calls = steps.filter(({ nodeId }) => findNode(draft, nodeId)?.kind === 'callUrl' && !past.outputs[nodeId]);
  const answers = calls.filter(({ nodeId }) => [...labelled.keys()].some((field) => field.startsWith(`node.${nodeId}.`)));
  const effects = (graph: Graph) => graph.nodes.filter(({ kind }) => changing.has(kind));
  const changesPeople = !equalJson(
    effects(ran).map(({ id, config }) => ({ id, config })),
    effects(draft).map(({ id, config }) => ({ id, config })),
  );
  const keptDecisions = past.visits.some(
    ({ nodeId, values }) => kept[nodeId]?.port !== undefined && values.some(({ field }) => !isKnown(field)),
  );
  return [
    ...today.map(([, label]) => `“${label}” was not recorded then. Today’s value is used.`),
    ...moving.map(([, label]) => `“${label}” changed during the journey. The first value is used.`),
    ...answers.map(({ nodeId }) => `The response to “${titleOf(nodeOf(draft, nodeId))}” is not known.`),
    ...(changesPeople && keptDecisions
      ? ['The draft changes tags, fields or access in other ways. Unchanged decisions are assumed to stay the same.']
      : []),
    ...(past.visits.some(({ nodeId }) => !findNode(ran, nodeId)) ? ['The journey was moved to another version on the way.'] : []),
    ...(played?.ending === 'unfinished' ? ['The journey goes back so often that it is not played to its end.'] : []),
  ];
}
