import { failures } from '@perennial/contracts';
import { statementsOf } from '@perennial/db';
import { type EntryTicket, start, type TriggerMatch, waitsTogether } from '@perennial/domain/automation';
import type { EntityManager } from 'typeorm';
import type { OutboxEntry } from '../entry.js';
import type { Candidate } from './active-triggers.js';
import { enterRuns, recentEntries, recordNonEntries } from './automations.queries.js';

/** One person may enter one automation this often in a minute; more is a loop. */
const entriesPerMinute = 10;
const minute = 60_000;

/** A run that a trigger accepts. A unique key or a loop may still prevent it. */
export interface PendingRun {
  readonly entry: OutboxEntry;
  readonly candidate: Candidate;
  readonly match: TriggerMatch;
  readonly ticket: EntryTicket;
  readonly now: Date;
  /** A test clock plays a year in seconds, so the limit of entries per minute does not apply to it. */
  readonly onClock: boolean;
}

/** Automations that enough of these runs enter to wait as a group. A test clock signals each of its runs. */
export function groupedAutomations(pending: readonly PendingRun[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const { candidate, onClock } of pending)
    if (!onClock) counts.set(candidate.automationId, (counts.get(candidate.automationId) ?? 0) + 1);
  return new Set([...counts].flatMap(([automationId, runs]) => (waitsTogether(runs) ? [automationId] : [])));
}

/** Why an event that a trigger could accept did not enter. */
export interface NonEntry {
  readonly automation_id: string;
  readonly contact_id: string | null;
  readonly event_id: string;
  readonly reason: 'filters' | 'no_key' | 'already_in' | 'too_often';
  readonly evidence: readonly object[];
}

/** A row for an event that did not enter, with the values that decided. */
export const nonEntry = (
  { event }: OutboxEntry,
  { automationId }: Candidate,
  reason: NonEntry['reason'],
  matches: readonly TriggerMatch[],
): NonEntry => ({
  automation_id: automationId,
  contact_id: event.contactId,
  event_id: event.id,
  reason,
  evidence: matches.map(({ nodeId, evidence }) => ({ nodeId, evidence })),
});

/** Records why events did not enter. */
export async function recordAll(em: EntityManager, nonEntries: readonly NonEntry[]): Promise<void> {
  if (nonEntries.length > 0) await statementsOf(em).rowsOf(recordNonEntries, JSON.stringify(nonEntries));
}

/** A run that has entered. */
export interface EnteredRun extends PendingRun {
  readonly runId: string;
}

/** What the runs of a batch have in common. */
interface Together {
  /** The event that names the dispatch, by the event that enters. */
  readonly dispatchOf: ReadonlyMap<string, string>;
  /** Automations whose runs wait as a group. */
  readonly grouped: ReadonlySet<string>;
}

/** Result of pending runs. */
interface Entered {
  /** In the order in which they were pending. */
  readonly runs: readonly EnteredRun[];
  readonly nonEntries: readonly NonEntry[];
}

/**
 * Enters runs with one statement. Where a person may be in a loop, theirs are entered one by one, because each counts for the next.
 */
export async function enterAll(em: EntityManager, pending: readonly PendingRun[], batch: Together, wall: Date): Promise<Entered> {
  const since = new Date(wall.getTime() - minute);
  const suspects = await suspectsOf(em, pending, since);
  const [alone, together] = [
    pending.filter((run) => suspects.has(pairOf(run))),
    pending.filter((run) => !suspects.has(pairOf(run))),
  ];
  const outcomes = new Map<PendingRun, string | NonEntry>();
  for (const [run, id] of await insert(em, together, batch)) outcomes.set(run, id);
  for (const run of alone) outcomes.set(run, await enterAlone(em, run, batch, since));
  const runs: EnteredRun[] = [];
  const nonEntries: NonEntry[] = [];
  for (const run of pending) {
    const outcome = outcomes.get(run) ?? nonEntry(run.entry, run.candidate, 'already_in', [run.match]);
    if (typeof outcome === 'string') runs.push({ ...run, runId: outcome });
    else nonEntries.push(outcome);
  }
  return { runs, nonEntries };
}

const pairOf = ({ candidate, entry }: PendingRun): string => `${candidate.automationId}:${entry.event.contactId}`;

/** People and automations that reach the limit, if each of these runs enters. */
async function suspectsOf(em: EntityManager, pending: readonly PendingRun[], since: Date): Promise<ReadonlySet<string>> {
  const counts = new Map<string, number>();
  const watched = pending.filter(({ entry, onClock }) => entry.event.contactId !== null && !onClock);
  for (const run of watched) counts.set(pairOf(run), (counts.get(pairOf(run)) ?? 0) + 1);
  for (const { automationId, contactId, entries } of await recentOf(em, watched, since)) {
    const pair = `${automationId}:${contactId}`;
    counts.set(pair, (counts.get(pair) ?? 0) + entries);
  }
  return new Set([...counts].flatMap(([pair, count]) => (count > entriesPerMinute ? [pair] : [])));
}

async function recentOf(em: EntityManager, runs: readonly PendingRun[], since: Date) {
  if (runs.length === 0) return [];
  const automationIds = runs.map(({ candidate }) => candidate.automationId);
  const contactIds = runs.map(({ entry }) => entry.event.contactId ?? '');
  return statementsOf(em).rowsOf(recentEntries, automationIds, contactIds, since);
}

/**
 * Enters one run of a person who may be in a loop. The first one too many enters, is parked at its trigger with the chain of causes, and is shown
 * to staff; no more enter while it is there.
 */
async function enterAlone(em: EntityManager, run: PendingRun, batch: Together, since: Date): Promise<string | NonEntry> {
  const [recent] = await recentOf(em, [run], since);
  const loop = recent !== undefined && recent.entries >= entriesPerMinute;
  if (loop && recent.parked) return nonEntry(run.entry, run.candidate, 'too_often', [run.match]);
  const [inserted] = await insert(em, [run], batch, loop);
  return inserted ? inserted[1] : nonEntry(run.entry, run.candidate, 'already_in', [run.match]);
}

/** @returns those that entered, with their IDs */
async function insert(
  em: EntityManager,
  runs: readonly PendingRun[],
  batch: Together,
  parked = false,
): Promise<(readonly [PendingRun, string])[]> {
  if (runs.length === 0) return [];
  const rows = await statementsOf(em).rowsOf(
    enterRuns,
    JSON.stringify(runs.map((run, place) => ({ place, ...rowOf(run, batch, parked) }))),
  );
  const ids = new Map(rows.map(({ id, automationId, eventId }) => [`${automationId}:${eventId}`, id]));
  return runs.flatMap((run) => {
    const id = ids.get(`${run.candidate.automationId}:${run.entry.event.id}`);
    return id === undefined ? [] : [[run, id] as const];
  });
}

function rowOf(
  { entry, candidate, match, ticket, now, onClock }: PendingRun,
  { dispatchOf, grouped }: Together,
  parked: boolean,
): object {
  const { event } = entry;
  const dispatch = dispatchOf.get(event.id) ?? event.id;
  return {
    automation_id: candidate.automationId,
    version_id: candidate.versionId,
    contact_id: event.contactId,
    event_id: event.id,
    dispatch_id: dispatch === event.id ? null : dispatch,
    on_wall: !onClock && event.contactId !== null,
    grouped: !onClock && event.contactId !== null && grouped.has(candidate.automationId),
    entry_key: ticket.key,
    single: ticket.onlyIfNoneLive,
    cursor: start(candidate.graph, match.nodeId, now.toISOString()),
    depth: event.depth,
    started_at: now.toISOString(),
    state: parked ? 'parked' : 'running',
    last_result: parked ? { kind: 'park', nodeId: match.nodeId, code: 'entry_loop' } : null,
    problem: parked ? failures.entry_loop.meaning : null,
  };
}
