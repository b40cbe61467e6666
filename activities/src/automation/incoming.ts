import {
  factsForAwaited,
  factsForEvent,
  isHeld,
  leavingGraph,
  matchAwaited,
  matchLeaving,
  nodeOf,
  type Outcome,
  type Step,
} from '@perennial/domain/automation';
import { type EventFact, type FactKey, type Facts } from '@perennial/domain/conditions';
import { eventCatalogue, isEventType } from '@perennial/domain/events';
import { loadFacts, smallestId } from '@perennial/services';
import type { Services } from '../platform/services.js';
import type { RunInput } from './advance-contract.js';
import { type EventRow, eventsBeforeWait, wakeRun } from './automation.queries.js';
import { type LoadedRun, leavingTypes, loadRun, waitsAtHold } from './run-store.js';
import type { RunWake } from './runs.queries.js';
import { stepAt } from './step-at.js';

/** The first awaited event among those that woke the run, in the order they happened. An event after the latest time is too late. */
export const takeEvents = (services: Services, run: LoadedRun, wakes: readonly RunWake[]): Promise<Outcome | null> =>
  awaitedOutcome(services, run, wakes.map(factOfWake));

/** The exit rule or goal that one of the events fulfils. */
export const leavesBy = (services: Services, run: LoadedRun, wakes: readonly RunWake[]): Promise<Outcome | null> =>
  leavingOutcome(services, run, wakes.map(factOfWake));

/**
 * Finds events that were committed before the wait, and wakes the run with the first one that matches. A hold may also have ended before
 * the run was committed as held: whoever ended it did not see this run.
 * @returns whether the run continues
 */
export function lookBack(services: Services, { schoolId, runId }: RunInput): Promise<boolean> {
  const { tenancy } = services;
  return tenancy.withSchool(schoolId, async () => {
    const run = await loadRun(services, runId);
    const { contactId, eventId } = run.row;
    const held = waitsAtHold(run);
    if (held && !isHeld(run.cursor, run.row.holds)) return true;
    if ((run.cursor.phase !== 'waiting' && !held) || !contactId) return false;
    const step = await waitingStep(services, run);
    // What it waits for is so already.
    if (step?.kind === 'pass') return true;
    const wait = step?.kind === 'waitFor' ? step : null;
    const leaving = leavingTypes(run);
    const awaited = wait?.events.map((event) => event.eventType) ?? [];
    if (awaited.length + leaving.length === 0) return false;
    const since = wait ? new Date(wait.lookBackFrom) : run.now;
    const from = run.clockId === null ? earliestEvent(since, eventId) : noEvent;
    const candidates = await tenancy.rowsOf(eventsBeforeWait, contactId, eventId, awaited, since, leaving, from);
    for (const event of candidates.map(factOfRow)) {
      const counts = (await leavingOutcome(services, run, [event])) ?? (await awaitedOutcome(services, run, [event]));
      if (!counts) continue;
      await tenancy.rowsOf(wakeRun, run.row.id, event.id);
      return true;
    }
    return false;
  });
}

/** Below the ID of every event. */
const noEvent = '00000000-0000-0000-0000-000000000000';
/** An event on the wall clock is recorded after it happened; clocks of two machines may differ. */
const clockSkew = 3_600_000;

/** IDs of events that happened since an instant, or were recorded since another event, are not below this one. */
function earliestEvent(since: Date, entered: string): string {
  const recorded = smallestId(new Date(since.getTime() - clockSkew));
  return recorded < entered ? recorded : entered;
}

async function awaitedOutcome(services: Services, run: LoadedRun, events: readonly EventFact[]): Promise<Outcome | null> {
  if (events.length === 0) return null;
  const wait = await waitingStep(services, run);
  if (wait?.kind !== 'waitFor') return null;
  const { jumpedAt } = run.cursor;
  for (const event of events) {
    if (Date.parse(event.occurredAt) > Date.parse(wait.until)) continue;
    // It was recorded before the run went back to this wait.
    if (jumpedAt && Date.parse(event.occurredAt) <= Date.parse(jumpedAt)) continue;
    const known = await factsAbout(services, run, event, factsForAwaited(wait.events, event));
    const match = matchAwaited(wait.events, event, known, run.now.toISOString());
    if (match) return { kind: 'event', port: match.port, eventId: event.id, eventLabel: labelOfEvent(event) };
  }
  return null;
}

async function leavingOutcome(services: Services, run: LoadedRun, events: readonly EventFact[]): Promise<Outcome | null> {
  const graph = leavingGraph(run.graph, run.cursor);
  for (const event of events) {
    const known = await factsAbout(services, run, event, factsForEvent(graph, event));
    const leaving = matchLeaving(graph, run.facts.event, event, known, run.now.toISOString());
    if (leaving) return { kind: leaving.kind, reason: `“${labelOfEvent(event)}” happened.` };
  }
  return null;
}

/** Filters of a later event use the person's current facts. */
const factsAbout = (services: Services, run: LoadedRun, event: EventFact, wanted: readonly FactKey[]): Promise<Facts> =>
  loadFacts(services.tenancy, { schoolTimezone: run.facts.schoolTimezone, event }, wanted, {
    contactId: run.row.contactId,
    now: run.now,
  });

const labelOfEvent = ({ type }: EventFact): string => (isEventType(type) ? eventCatalogue[type].label : type);

/** The step at which the run waits, as it was when the wait began, with what is known about the person now. */
async function waitingStep(services: Services, run: LoadedRun): Promise<Step | null> {
  const { cursor } = run;
  if (cursor.phase !== 'waiting' || !cursor.enteredAt) return null;
  const subject = { contactId: run.row.contactId, now: run.now };
  // A condition is about the present; events count from the beginning of the wait, even if its timer has fired.
  const isCondition = nodeOf(run.graph, cursor.nodeId).kind === 'waitForCondition';
  const at = isCondition ? run.now.toISOString() : cursor.enteredAt;
  const { step } = await stepAt(services, { graph: run.graph, cursor, at }, run.facts, subject);
  return step;
}

const factOfRow = (row: EventRow): EventFact => ({ ...row, occurredAt: row.occurredAt.toISOString() });
const factOfWake = ({ eventId, type, occurredAt, data }: RunWake): EventFact =>
  factOfRow({ id: eventId, type, occurredAt, data });
