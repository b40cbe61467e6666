import {
  type AwaitedEvent,
  factsForAwaited,
  factsForEvent,
  matchAwaited,
  matchLeaving,
  type Outcome,
  plan,
} from '@perennial/domain/automation';
import { type EventFact, type FactKey, type Facts } from '@perennial/domain/conditions';
import { eventCatalogue, isEventType } from '@perennial/domain/events';
import { baseFacts, type Cause, loadFacts, rowsOf } from '@perennial/services';
import type { Services } from '../platform/services.js';
import type { LoadedRun, RunStore } from './run-store.js';

/** The first awaited event among those that woke the run, in the order they happened. An event after the latest time is too late. */
export async function takeEvents(
  services: Services,
  run: LoadedRun,
  wakes: readonly Cause[],
  facts: Facts,
): Promise<Outcome | null> {
  return awaitedOutcome(services, run, await eventsById(services, wakes), facts);
}

/** The exit rule or goal that one of the events fulfils. */
export async function leavesBy(
  services: Services,
  run: LoadedRun,
  wakes: readonly Cause[],
  facts: Facts,
): Promise<Outcome | null> {
  return leavingOutcome(services, run, await eventsById(services, wakes), facts);
}

/**
 * Finds events that were committed before the wait, and wakes the run with the first one that matches.
 * @returns whether there was one
 */
export async function lookBack(services: Services, runs: RunStore, input: { schoolId: string; runId: string }): Promise<boolean> {
  return services.tenancy.withSchool(input.schoolId, async () => {
    const run = await runs.load(input.runId);
    if (run.cursor.phase !== 'waiting' || !run.row.contactId) return false;
    const facts = await baseFacts(rowsOf(services.tenancy), run.row.eventId);
    const wait = await waitStep(services, run, facts);
    const leaving = [...run.graph.exitRules, ...(run.graph.goal ? [run.graph.goal] : [])].map((rule) => rule.eventType);
    const awaited = wait?.events.map((event) => event.eventType) ?? [];
    if (awaited.length + leaving.length === 0) return false;
    const candidates = await services.tenancy.rows<EventRow>(
      `select id, type, occurred_at as "occurredAt", data from event
        where contact_id = $1 and id <> $2 and ((type = any($3) and occurred_at >= $4) or (type = any($5) and id > $2)) order by id limit 1000`,
      [run.row.contactId, run.row.eventId, awaited, wait?.lookBackFrom ?? run.now, leaving],
    );
    const events = candidates.map(toFact);
    for (const event of events) {
      const counts =
        (await leavingOutcome(services, run, [event], facts)) ?? (await awaitedOutcome(services, run, [event], facts));
      if (!counts) continue;
      await services.tenancy.em.query(
        `insert into wake (owner_kind, owner_id, event_id) values ('run', $1, $2) on conflict do nothing`,
        [run.row.id, event.id],
      );
      return true;
    }
    return false;
  });
}

async function awaitedOutcome(
  services: Services,
  run: LoadedRun,
  events: readonly EventFact[],
  facts: Facts,
): Promise<Outcome | null> {
  if (events.length === 0) return null;
  const wait = await waitStep(services, run, facts);
  if (!wait) return null;
  for (const event of events) {
    if (Date.parse(event.occurredAt) > Date.parse(wait.until)) continue;
    const known = await factsAbout(services, run, event, facts, factsForAwaited(wait.events, event));
    const match = matchAwaited(wait.events, event, known, run.now.toISOString());
    if (match) return { kind: 'event', port: match.port, eventId: event.id, eventLabel: labelOfEvent(event) };
  }
  return null;
}

async function leavingOutcome(
  services: Services,
  run: LoadedRun,
  events: readonly EventFact[],
  facts: Facts,
): Promise<Outcome | null> {
  for (const event of events) {
    const known = await factsAbout(services, run, event, facts, factsForEvent(run.graph, event));
    const leaving = matchLeaving(run.graph, facts.event, event, known, run.now.toISOString());
    if (leaving) return { kind: leaving.kind, reason: `“${labelOfEvent(event)}” happened.` };
  }
  return null;
}

/** Filters of a later event use the person's current facts. */
const factsAbout = (
  services: Services,
  run: LoadedRun,
  event: EventFact,
  { schoolTimezone }: Facts,
  wanted: readonly FactKey[],
): Promise<Facts> =>
  loadFacts(rowsOf(services.tenancy), { schoolTimezone, event }, wanted, { contactId: run.row.contactId, now: run.now });

const labelOfEvent = ({ type }: EventFact): string => (isEventType(type) ? eventCatalogue[type].label : type);

/** What the node at which the run waits is waiting for: the step as it was when the wait began. */
async function waitStep(
  services: Services,
  run: LoadedRun,
  facts: Facts,
): Promise<{ events: readonly AwaitedEvent[]; until: string; lookBackFrom: string } | null> {
  const { cursor } = run;
  if (cursor.phase !== 'waiting' || !cursor.enteredAt) return null;
  let known = facts;
  for (;;) {
    const step = plan(run.graph, cursor, cursor.enteredAt, known);
    if (step.kind === 'waitFor') return step;
    if (step.kind !== 'load') return null;
    known = await loadFacts(rowsOf(services.tenancy), known, step.facts, { contactId: run.row.contactId, now: run.now });
  }
}

interface EventRow {
  id: string;
  type: string;
  occurredAt: Date;
  data: Record<string, unknown>;
}

const toFact = (row: EventRow): EventFact => ({ ...row, occurredAt: row.occurredAt.toISOString() });

async function eventsById(services: Services, wakes: readonly Cause[]): Promise<EventFact[]> {
  if (wakes.length === 0) return [];
  const rows = await services.tenancy.rows<EventRow>(
    `select id, type, occurred_at as "occurredAt", data from event where id = any($1) order by id`,
    [wakes.map((wake) => wake.eventId)],
  );
  return rows.map(toFact);
}
