import { type InputOf, start as startWorkflow, type WorkflowCall } from '@perennial/contracts';
import { statementsOf } from '@perennial/db';
import { entryTicket, factsForTriggers, matchOpenTriggers, mayStart } from '@perennial/domain/automation';
import type { EventFact } from '@perennial/domain/conditions';
import type { FrozenGraphs } from '@perennial/services';
import type { EntityManager } from 'typeorm';
import { type BlockEntry, carriersOf, type DispatchBlock, dispatchBlocks } from '../dispatch-blocks.js';
import type { OutboxEntry } from '../entry.js';
import type { BatchRouter, CallsByEntry } from '../router.js';
import { ActiveTriggers, type Candidate, eventFact } from './active-triggers.js';
import { clocksOf } from './automations.queries.js';
import { type EnteredRun, enterAll, groupedAutomations, type NonEntry, nonEntry, type PendingRun, recordAll } from './entries.js';
import { PeopleFacts } from './people-facts.js';

/** Decides which automations events enter. Postgres has the last word: unique keys keep a second entry out. */
export class AutomationMatcher implements BatchRouter {
  readonly name = 'automations';
  readonly #active: ActiveTriggers;

  constructor(
    private readonly wall: () => Date,
    graphs?: FrozenGraphs,
  ) {
    this.#active = new ActiveTriggers(graphs);
  }

  /** Writes the runs that enter and why others do not; returns the starts of the dispatches that advance them. */
  async routeAll(em: EntityManager, entries: readonly OutboxEntry[], before: CallsByEntry): Promise<CallsByEntry> {
    const pairs = await this.#candidates(em, entries);
    if (pairs.length === 0) return new Map();
    const { pending, nonEntries } = await this.#match(em, pairs);
    const blocks = dispatchBlocks(
      entries.map((entry) => ({
        entry,
        eventId: entry.event.id,
        lane: entry.lane,
        contactId: entry.event.contactId,
        requestId: entry.event.requestId,
        hasCalls: (before.get(entry.seq) ?? []).length > 0,
        runs: pending.filter((run) => run.entry === entry).length,
      })),
    );
    const dispatchOf = new Map(blocks.flatMap(({ id, entries: own }) => own.map(({ eventId }) => [eventId, id] as const)));
    const entered = await enterAll(em, pending, { dispatchOf, grouped: groupedAutomations(pending) }, this.wall());
    await recordAll(em, [...nonEntries, ...entered.nonEntries]);
    return dispatchCalls(blocks, entered.runs);
  }

  async #candidates(em: EntityManager, entries: readonly OutboxEntry[]): Promise<Considered[]> {
    const [first] = entries;
    if (!first) return [];
    const generation = Math.max(...entries.map(({ triggerGeneration }) => triggerGeneration));
    const { index, timeZone } = await this.#active.of(em, first.schoolId, generation);
    return entries.flatMap((entry) => {
      const event = eventFact(entry.event);
      return index
        .candidates(event)
        .filter(({ automationId }) => mayStart(event, automationId))
        .map((candidate) => ({ entry, event, candidate, timeZone }));
    });
  }

  async #match(em: EntityManager, considered: readonly Considered[]): Promise<{ pending: PendingRun[]; nonEntries: NonEntry[] }> {
    const contactIds = [...new Set(considered.flatMap(({ entry }) => entry.event.contactId ?? []))];
    const clocks = new Map((await statementsOf(em).rowsOf(clocksOf, contactIds)).map(({ contactId, now }) => [contactId, now]));
    const people = new PeopleFacts(em);
    const pending: PendingRun[] = [];
    const nonEntries: NonEntry[] = [];
    const wall = this.wall();
    for (const { entry, event, candidate, timeZone } of considered) {
      const { contactId } = entry.event;
      const clock = contactId === null ? undefined : clocks.get(contactId);
      const now = clock ?? wall;
      const facts = await people.load(factsForTriggers(candidate.triggers, event), { contactId, now });
      const base = { ...facts, schoolTimezone: timeZone, event };
      const matches = matchOpenTriggers(candidate.triggers, event, base, now.toISOString());
      const match = matches.find(({ matched }) => matched);
      const ticket = match && entryTicket(candidate.graph.entry, event, contactId);
      if (match && ticket) pending.push({ entry, candidate, match, ticket, now, onClock: clock !== undefined });
      else nonEntries.push(nonEntry(entry, candidate, match ? 'no_key' : 'filters', match ? [match] : matches));
    }
    return { pending, nonEntries };
  }
}

/** An event and an automation that it may enter. */
interface Considered {
  readonly entry: OutboxEntry;
  readonly event: EventFact;
  readonly candidate: Candidate;
  readonly timeZone: string;
}

/** The start of each dispatch, at its first event in each lane. */
function dispatchCalls(
  blocks: readonly DispatchBlock<BlockEntry & { readonly entry: OutboxEntry }>[],
  entered: readonly EnteredRun[],
): CallsByEntry {
  const calls = new Map<string, readonly WorkflowCall[]>();
  for (const block of blocks) {
    const events = new Set(block.entries.map(({ eventId }) => eventId));
    const runs = entered.filter(({ entry }) => events.has(entry.event.id));
    const [first] = runs;
    if (!first) continue;
    const lanes = new Set(runs.map(({ entry }) => entry.lane));
    const started = startWorkflow('dispatch', dispatchInput(block.id, first, runs));
    const call = block.severalRequests ? { ...started, severalRequests: true as const } : started;
    for (const { entry } of carriersOf(block)) if (lanes.has(entry.lane)) calls.set(entry.seq, [call]);
  }
  return calls;
}

/** Names the person and the automation only where they are the same for every run. */
function dispatchInput(eventId: string, first: EnteredRun, runs: readonly EnteredRun[]): InputOf<'dispatch'> {
  const every = (same: (run: EnteredRun) => boolean) => runs.every(same);
  const { schoolId, event } = first.entry;
  return {
    schoolId,
    eventId,
    runIds: runs.map(({ runId }) => runId),
    contactId: every(({ entry }) => entry.event.contactId === event.contactId) ? event.contactId : null,
    automationId: every(({ candidate }) => candidate.automationId === first.candidate.automationId)
      ? first.candidate.automationId
      : null,
  };
}
