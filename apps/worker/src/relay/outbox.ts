import type { EventType } from '@perennial/domain/events';
import type { DataSource, EntityManager } from 'typeorm';
import type { TemporalCall } from './calls.js';

/** An event on its way, with its place in the outbox. */
export interface OutboxEntry {
  readonly seq: string;
  readonly lane: number;
  readonly schoolId: string;
  readonly calls: TemporalCall[] | null;
  readonly event: {
    readonly id: string;
    readonly type: EventType;
    readonly contactId: string | null;
    readonly occurredAt: Date;
    readonly data: Record<string, unknown>;
    readonly causationId: string | null;
    readonly depth: number;
    /** The request it came of. */
    readonly requestId: string | null;
  };
}

const lanesAtOnce = 16;
/** Entries of one lane taken at once: a lane that is stuck leaves room for the others. */
const perLane = 10;

/** The outbox as relays see it: every school's, lane by lane. */
export class OutboxReader {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Runs `work` on the next entries while their lanes are locked for us. The lanes are locked first and the outbox is
   * read in a later statement: only then does the order per contact hold with several relays.
   *
   * @returns what `work` returns, or null when there was nothing to take
   */
  async take<T>(work: (entries: OutboxEntry[], em: EntityManager) => Promise<T>): Promise<T | null> {
    return this.dataSource.transaction(async (em) => {
      const lanes: { id: number }[] = await em.query(
        `select id from lane l where exists (select from outbox o where o.lane = l.id) order by random() limit ${lanesAtOnce} for update skip locked`,
      );
      if (lanes.length === 0) return null;
      const rows: OutboxRow[] = await em.query(
        `select o.seq, o.lane, o.school_id, o.calls, e.id, e.type, e.contact_id, e.occurred_at, e.data, e.causation_id, e.depth, e.request_id
           from unnest($1::smallint[]) as taken(lane)
          cross join lateral (select * from outbox where outbox.lane = taken.lane order by seq limit ${perLane}) o
           join event e on e.id = o.event_id order by o.seq`,
        [lanes.map((lane) => lane.id)],
      );
      return work(rows.map(toEntry), em);
    });
  }

  /** The entry is carried. */
  async remove(em: EntityManager, entries: readonly OutboxEntry[]): Promise<void> {
    if (entries.length > 0) await em.query('delete from outbox where seq = any($1)', [entries.map((entry) => entry.seq)]);
  }

  /** What the event leads to is decided; the calls are made in a later transaction. */
  async decide(em: EntityManager, entry: OutboxEntry, calls: readonly TemporalCall[]): Promise<void> {
    await em.query('update outbox set calls = $2 where seq = $1', [entry.seq, JSON.stringify(calls)]);
  }
}

interface OutboxRow {
  seq: string;
  lane: number;
  school_id: string;
  calls: TemporalCall[] | null;
  id: string;
  type: EventType;
  contact_id: string | null;
  occurred_at: Date;
  data: Record<string, unknown>;
  causation_id: string | null;
  depth: number;
  request_id: string | null;
}

const toEntry = (row: OutboxRow): OutboxEntry => ({
  seq: row.seq,
  lane: row.lane,
  schoolId: row.school_id,
  calls: row.calls,
  event: {
    id: row.id,
    type: row.type,
    contactId: row.contact_id,
    occurredAt: row.occurred_at,
    data: row.data,
    causationId: row.causation_id,
    depth: row.depth,
    requestId: row.request_id,
  },
});
