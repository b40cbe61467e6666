import { failures, start as startWorkflow } from '@perennial/contracts';
import {
  type Cursor,
  entryTicket,
  factsForEvent,
  type Graph,
  matchTriggers,
  start,
  type TriggerMatch,
} from '@perennial/domain/automation';
import type { EventFact, Facts } from '@perennial/domain/conditions';
import { baseFacts, FrozenGraphs, loadFacts, type Rows } from '@perennial/services';
import type { EntityManager } from 'typeorm';
import type { OutboxEntry } from '../outbox.js';
import { type EventRouter, nothing, type Routed, type RoutedEntry } from '../router.js';

/** One person may enter one automation this often in a minute; more is a loop. */
const entriesPerMinute = 10;

interface Candidate {
  readonly automationId: string;
  readonly versionId: string;
  readonly graph: Graph;
}

/** Decides which automations an event enters. Postgres has the last word: unique keys keep a second entry out. */
export class AutomationMatcher implements EventRouter {
  readonly name = 'automations';
  readonly events = 'all';

  constructor(
    private readonly wall: () => Date,
    private readonly graphs = new FrozenGraphs(),
  ) {}

  /** Writes the runs that enter and why others do not; returns the start of the dispatch that advances them. */
  async route(em: EntityManager, entry: RoutedEntry): Promise<Routed> {
    const { event, schoolId } = entry;
    const rows: Rows = { query: (sql, parameters) => em.query(sql, parameters) };
    const candidates = await this.#candidates(rows, event.type);
    if (candidates.length === 0) return nothing;
    const now = await this.#now(em, event.contactId);
    const base = await baseFacts(rows, event.id);
    const fact = base.event;
    if (!fact) return nothing;
    const runIds: string[] = [];
    for (const candidate of candidates) {
      const facts = await loadFacts(rows, base, factsForEvent(candidate.graph, fact), { contactId: event.contactId, now });
      const runId = await this.#enter(em, entry, candidate, fact, facts, now);
      if (runId) runIds.push(runId);
    }
    if (runIds.length === 0) return nothing;
    return { calls: [startWorkflow('dispatch', { schoolId, eventId: event.id, runIds, contactId: event.contactId })] };
  }

  async #candidates(rows: Rows, type: string): Promise<Candidate[]> {
    const active = await rows.query<{ automationId: string; versionId: string }>(
      `select a.id as "automationId", v.id as "versionId" from automation a join automation_version v on v.id = a.published_version_id
        where a.state = 'active' and v.trigger_types @> array[$1] order by a.id`,
      [type],
    );
    const candidates: Candidate[] = [];
    for (const row of active) candidates.push({ ...row, graph: (await this.graphs.of(rows, row.versionId)).graph });
    return candidates;
  }

  async #enter(
    em: EntityManager,
    { event }: OutboxEntry,
    candidate: Candidate,
    fact: EventFact,
    facts: Facts,
    now: Date,
  ): Promise<string | null> {
    const { graph, automationId } = candidate;
    const matches = matchTriggers(graph, fact, facts, now.toISOString());
    const match = matches.find(({ matched }) => matched);
    if (!match) return this.#explain(em, event, automationId, 'filters', matches);
    const ticket = entryTicket(graph.entry, fact, event.contactId);
    if (!ticket) return this.#explain(em, event, automationId, 'no_key', [match]);
    const loop = await this.#loops(em, automationId, event.contactId);
    if (loop === 'parked') return this.#explain(em, event, automationId, 'too_often', [match]);
    const cursor: Cursor = start(graph, match.nodeId, now.toISOString());
    // Somebody has to look: it enters, and stands at its trigger with the chain of causes.
    const parked = loop === 'found' ? { kind: 'park', nodeId: match.nodeId, code: 'entry_loop' } : null;
    const [run]: { id: string }[] = await em.query(
      `insert into automation_run
         (automation_id, version_id, contact_id, event_id, entry_key, single, cursor, depth, started_at, state, last_result, problem)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict do nothing returning id`,
      [
        automationId,
        candidate.versionId,
        event.contactId,
        event.id,
        ticket.key,
        ticket.onlyIfNoneLive,
        JSON.stringify(cursor),
        event.depth,
        now,
        parked ? 'parked' : 'running',
        parked && JSON.stringify(parked),
        parked && failures.entry_loop.meaning,
      ],
    );
    return run ? run.id : this.#explain(em, event, automationId, 'already_in', [match]);
  }

  /** Keeps why an event that fits a trigger's type did not enter. */
  async #explain(
    em: EntityManager,
    event: OutboxEntry['event'],
    automationId: string,
    reason: string,
    matches: readonly TriggerMatch[],
  ): Promise<null> {
    await em.query('insert into non_entry (automation_id, contact_id, event_id, reason, evidence) values ($1, $2, $3, $4, $5)', [
      automationId,
      event.contactId,
      event.id,
      reason,
      JSON.stringify(matches.map(({ nodeId, evidence }) => ({ nodeId, evidence }))),
    ]);
    return null;
  }

  /**
   * Whether this person goes round in circles here; `parked`: one journey stands for it already.
   * A test clock plays a year in seconds: on one, nobody loops because of that.
   */
  async #loops(em: EntityManager, automationId: string, contactId: string | null): Promise<'found' | 'parked' | null> {
    if (!contactId) return null;
    const [row]: { entries: string; onClock: boolean; parked: boolean }[] = await em.query(
      `select count(*) as entries, bool_or(c.clock_id is not null) as "onClock",
              bool_or(r.state = 'parked' and r.last_result->>'code' = 'entry_loop') as parked
         from automation_run r join contact c on c.id = r.contact_id
        where r.automation_id = $1 and r.contact_id = $2 and r.started_at > $3`,
      [automationId, contactId, new Date(this.wall().getTime() - 60_000)],
    );
    if (!row || row.onClock || Number(row.entries) < entriesPerMinute) return null;
    return row.parked ? 'parked' : 'found';
  }

  async #now(em: EntityManager, contactId: string | null): Promise<Date> {
    const [clock]: { now: Date }[] = contactId
      ? await em.query('select k.now from contact c join clock k on k.id = c.clock_id where c.id = $1', [contactId])
      : [];
    return clock?.now ?? this.wall();
  }
}
