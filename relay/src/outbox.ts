import { randomUUID } from 'node:crypto';
import type { WorkflowCall } from '@perennial/contracts';
import type { EventType } from '@perennial/domain/events';
import type { DataSource, EntityManager } from 'typeorm';
import { readCalls, type StoredCalls } from './stored-calls.js';

/** An event to deliver, with its place in the outbox. */
export interface OutboxEntry {
  readonly seq: string;
  readonly lane: number;
  readonly schoolId: string;
  /** Null until the event is decided. */
  readonly calls: readonly WorkflowCall[] | null;
  /** Set on the later batches of an event that concerns many. */
  readonly cursor: OutboxCursor | null;
  readonly event: {
    readonly id: string;
    readonly type: EventType;
    readonly contactId: string | null;
    readonly occurredAt: Date;
    readonly data: Record<string, unknown>;
    readonly causationId: string | null;
    readonly depth: number;
    /** The request that caused it. */
    readonly requestId: string | null;
  };
}

/** Where the next batch of an event begins, and which router continues it. */
export interface OutboxCursor {
  readonly router: string;
  readonly after: string;
}

const lanesAtOnce = 16;
/** Entries of one lane taken at once: a lane that is stuck leaves room for the others. */
const perLane = 10;
/** A claim that is not renewed for this many milliseconds may be taken over: its relay was killed. */
const defaultLease = 5_000;

/**
 * The outbox as one relay sees it: lanes of all schools. A relay claims lanes, then reads their entries in a later
 * statement: only then does the order per contact hold with several relays. A claim is a row with an owner and an expiry,
 * not a lock: no transaction is open while Temporal is called.
 */
export class OutboxLanes {
  readonly #owner = randomUUID();

  constructor(
    private readonly dataSource: DataSource,
    readonly lease = defaultLease,
  ) {}

  /** Claims lanes that have entries and no owner, or one that has disappeared. Returns the first entries of each. */
  async claim(): Promise<OutboxEntry[]> {
    const lanes: { id: number }[] = await this.#rows(
      this.dataSource.query(
        `update lane set claimed_by = $1, claimed_until = clock_timestamp() + $2 * interval '1 millisecond'
          where id in (select id from lane l where exists (select from outbox o where o.lane = l.id)
                          and (claimed_until is null or claimed_until < clock_timestamp())
                        order by random() limit ${lanesAtOnce} for update skip locked)
        returning id`,
        [this.#owner, this.lease],
      ),
    );
    if (lanes.length === 0) return [];
    const rows: OutboxRow[] = await this.dataSource.query(
      `select o.seq, o.lane, o.school_id, o.calls, o.cursor,
              e.id, e.type, e.contact_id, e.occurred_at, e.data, e.causation_id, e.depth, e.request_id
         from unnest($1::smallint[]) as taken(lane)
        cross join lateral (select * from outbox where outbox.lane = taken.lane order by seq limit ${perLane}) o
         join event e on e.id = o.event_id order by o.seq`,
      [lanes.map((lane) => lane.id)],
    );
    return rows.map(toEntry);
  }

  /**
   * Extends the claims of this relay.
   * @returns the lanes that are still its own: another relay has taken over the others
   */
  async renew(em: EntityManager | DataSource = this.dataSource): Promise<ReadonlySet<number>> {
    const lanes: { id: number }[] = await this.#rows(
      em.query(
        `update lane set claimed_until = clock_timestamp() + $2 * interval '1 millisecond' where claimed_by = $1 returning id`,
        [this.#owner, this.lease],
      ),
    );
    return new Set(lanes.map((lane) => lane.id));
  }

  /** Gives up the claims of this relay. */
  async release(): Promise<void> {
    await this.dataSource.query('update lane set claimed_by = null, claimed_until = null where claimed_by = $1', [this.#owner]);
  }

  /** Runs `work` in a transaction that holds the lanes that are still claimed by this relay. It calls nothing outside. */
  decide<T>(work: (em: EntityManager, lanes: ReadonlySet<number>) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(async (em) => work(em, await this.renew(em)));
  }

  /** Stores the calls of a decided event, to be made outside this transaction. */
  async store(em: EntityManager, entry: OutboxEntry, calls: readonly WorkflowCall[]): Promise<void> {
    const stored: StoredCalls = { calls };
    await em.query('update outbox set calls = $2 where seq = $1', [entry.seq, JSON.stringify(stored)]);
  }

  /** Appends the next batch of an event behind whatever else is in its lane. In a transaction that serves its school. */
  async append(em: EntityManager, { event, lane }: OutboxEntry, cursor: OutboxCursor): Promise<void> {
    await em.query('insert into outbox (event_id, lane, cursor) values ($1, $2, $3)', [event.id, lane, JSON.stringify(cursor)]);
  }

  /** Removes delivered entries. */
  async remove(entries: readonly OutboxEntry[], em: EntityManager | DataSource = this.dataSource): Promise<void> {
    if (entries.length > 0) await em.query('delete from outbox where seq = any($1)', [entries.map((entry) => entry.seq)]);
  }

  /** TypeORM returns `[rows, count]` for an update. */
  async #rows<R>(result: Promise<unknown>): Promise<R[]> {
    const [rows] = (await result) as [R[], number];
    return rows;
  }
}

interface OutboxRow {
  seq: string;
  lane: number;
  school_id: string;
  calls: unknown;
  cursor: OutboxCursor | null;
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
  calls: readCalls(row.calls),
  cursor: row.cursor,
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
