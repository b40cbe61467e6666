import type pg from 'pg';
import { responseProblem } from '../wire/conformance.js';
import { missing, StripeError } from '../wire/errors.js';
import type { EventObject, Kind, Kinds } from '../wire/types.js';
import type { AccountSettings } from './accounts.js';
import { type Entry, type Filter, previousAttributes, type Range } from './entry.js';
import type { Hidden } from './hidden.js';
import { newId } from './ids.js';

/** API version of the pinned client. No other version is supported. */
export const apiVersion = '2026-10-28.endive';

/** The origin of a transaction. */
export interface Origin {
  account: string;
  settings: Readonly<AccountSettings>;
  /** Base of the hosted pages' addresses. */
  baseUrl: string;
  requestId: string | null;
  idempotencyKey: string | null;
  /** Set while a due action runs: its own time, and the right to write to an advancing clock's objects. */
  due?: { at: number };
}

const isOf = <K extends Kind>(entry: Entry<Kind> | undefined, kind: K): entry is Entry<K> => entry?.kind === kind;
interface Row<K extends Kind> {
  id: string;
  clock: string | null;
  data: Kinds[K];
  hidden: Hidden<K>;
}
interface PendingEvent {
  data: EventObject;
  clock: string | null;
  subject: string;
}

/** One transaction on one account: objects, due actions and events become visible together. */
export class Tx {
  private readonly cache = new Map<string, Entry<Kind>>();
  private readonly dirty = new Set<Entry<Kind>>();
  private events: PendingEvent[] = [];
  /** True if a listener must be notified of something that was written. */
  hasDeliveries = false;
  hasDue = false;

  constructor(
    readonly client: pg.PoolClient,
    readonly origin: Origin,
    private readonly validate = false,
  ) {}

  get account(): string {
    return this.origin.account;
  }

  private adopt<K extends Kind>(kind: K, row: Row<K>): Entry<K> {
    const known = this.cache.get(row.id);
    if (isOf(known, kind)) return known;
    const entry: Entry<K> = { kind, ...row, snapshot: JSON.stringify(row.data), state: 'clean' };
    this.cache.set(row.id, entry);
    return entry;
  }

  /** The object, or undefined when the account has none of this id. */
  async find<K extends Kind>(kind: K, id: string): Promise<Entry<K> | undefined> {
    const known = this.cache.get(id);
    if (isOf(known, kind)) return known.state === 'deleted' ? undefined : known;
    const { rows } = await this.client.query<Row<K>>(
      'select id, clock, data, hidden from object where account = $1 and id = $2 and kind = $3',
      [this.account, id, kind],
    );
    return rows[0] && this.adopt(kind, rows[0]);
  }

  /** The object, or Stripe's `resource_missing`. `param` names the parameter that held the id. */
  async get<K extends Kind>(kind: K, id: string, param = 'id'): Promise<Entry<K>> {
    const entry = await this.find(kind, id);
    if (!entry) throw missing(kind, id, param);
    return entry;
  }

  /** Objects that pass all filters, newest first. */
  async select<K extends Kind>(
    kind: K,
    filters: readonly Filter[] = [],
    more: { created?: Range; after?: string; before?: string; limit?: number } = {},
  ) {
    await this.flush();
    const values: unknown[] = [this.account, kind];
    const bind = (value: unknown): string => `$${values.push(value)}`;
    const where = ['account = $1', 'kind = $2'];
    for (const { path, is } of filters) {
      where.push(`data #>> ${bind(path.split('.'))} = any(${bind(Array.isArray(is) ? is : [String(is)])})`);
    }
    const operators = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;
    for (const name of ['gt', 'gte', 'lt', 'lte'] as const) {
      const limit = more.created?.[name];
      if (limit !== undefined) where.push(`created ${operators[name]} ${bind(limit)}`);
    }
    const seqOf = (id: string): string => `(select seq from object where account = $1 and id = ${bind(id)})`;
    if (more.after) where.push(`seq < ${seqOf(more.after)}`);
    if (more.before) where.push(`seq > ${seqOf(more.before)}`);
    const order = more.before ? 'asc' : 'desc';
    const { rows } = await this.client.query<Row<K>>(
      `select id, clock, data, hidden from object where ${where.join(' and ')} order by seq ${order} ${more.limit ? `limit ${bind(more.limit)}` : ''}`,
      values,
    );
    return (more.before ? rows.reverse() : rows).map((row) => this.adopt(kind, row));
  }

  /** Adds an object. It belongs to the clock that is named. */
  add<K extends Kind>(kind: K, data: Kinds[K], options: { hidden?: Hidden<K>; clock?: string | null } = {}): Entry<K> {
    const entry: Entry<K> = {
      kind,
      id: data.id,
      data,
      clock: options.clock ?? null,
      hidden: options.hidden ?? {},
      snapshot: JSON.stringify(data),
      state: 'new',
    };
    this.cache.set(data.id, entry);
    this.dirty.add(entry);
    return entry;
  }

  /** Marks an object as changed. */
  save<K extends Kind>(entry: Entry<K>): void {
    if (entry.state === 'clean') entry.state = 'dirty';
    this.dirty.add(entry);
  }

  remove<K extends Kind>(entry: Entry<K>): void {
    entry.state = 'deleted';
    this.dirty.add(entry);
  }

  /** The current time of an object on this clock. */
  async now(clock: string | null): Promise<number> {
    if (this.origin.due) return this.origin.due.at;
    if (!clock) return Math.floor(Date.now() / 1000);
    return (await this.get('test_helpers.test_clock', clock)).data.frozen_time;
  }

  /** Writes an event with the current object. */
  async emit<K extends Kind>(type: string, entry: Entry<K>, previous?: object): Promise<void> {
    // The stored state must equal the one in the event, even if a query in between has already written an earlier state.
    if (entry.state !== 'deleted') this.save(entry);
    entry.snapshot = JSON.stringify(entry.data);
    const object: object = JSON.parse(entry.snapshot);
    const problem = this.validate ? responseProblem(object) : undefined;
    if (problem) throw new Error(`the object of ${type} does not fit Stripe's type: ${problem}`);
    await this.emitLoose(type, object, entry, previous);
  }

  /** Writes an event about an object that is not stored, such as the invoice without id of `invoice.upcoming`. */
  async emitLoose(type: string, object: object, about: Entry<Kind>, previous?: object): Promise<void> {
    const request = { id: this.origin.requestId, idempotency_key: this.origin.idempotencyKey };
    const clock = about.kind === 'test_helpers.test_clock' ? about.id : about.clock;
    const data: EventObject = {
      id: newId('event'),
      object: 'event',
      api_version: apiVersion,
      created: await this.now(clock),
      data: { object, ...(previous && { previous_attributes: previous }) },
      livemode: false,
      pending_webhooks: 0,
      request,
      type,
    };
    this.events.push({ data, clock, subject: about.id });
  }

  /** Saves the object and, if anything a reader can see has changed since its last event, writes `type`. */
  async change<K extends Kind>(type: string, entry: Entry<K>): Promise<boolean> {
    this.save(entry);
    const previous = previousAttributes(entry.snapshot, entry.data);
    if (!previous) return false;
    await this.emit(type, entry, previous);
    return true;
  }

  /** Schedules `action` on `subject` at `at`, or removes it from the due queue. */
  async schedule(action: string, subject: string, clock: string | null, at: number | null): Promise<void> {
    this.hasDue = true;
    if (at === null) {
      await this.client.query('delete from due where account = $1 and subject = $2 and action = $3', [
        this.account,
        subject,
        action,
      ]);
      return;
    }
    await this.client.query(
      `insert into due (account, clock, at, action, subject) values ($1, $2, $3, $4, $5)
       on conflict (account, subject, action) do update set at = excluded.at where due.at <> excluded.at`,
      [this.account, clock, at, action, subject],
    );
  }

  /** Writes what has changed so far. Called before each query and at the end. */
  async flush(): Promise<void> {
    for (const entry of this.dirty) await this.write(entry);
    this.dirty.clear();
    const events = this.events;
    this.events = [];
    if (events.length > 0) await this.writeEvents(events);
  }

  private async write(entry: Entry<Kind>): Promise<void> {
    await this.refuseWhileAdvancing(entry);
    const { state } = entry;
    if (state === 'clean') return;
    if (state === 'deleted') {
      await this.client.query('delete from object where account = $1 and id = $2', [this.account, entry.id]);
      await this.client.query('delete from due where account = $1 and subject = $2', [this.account, entry.id]);
      return;
    }
    entry.state = 'clean';
    const hidden = JSON.stringify(entry.hidden);
    const data = JSON.stringify(entry.data);
    if (state === 'dirty') {
      await this.client.query('update object set data = $3, hidden = $4, clock = $5 where account = $1 and id = $2', [
        this.account,
        entry.id,
        data,
        hidden,
        entry.clock,
      ]);
      return;
    }
    const created =
      'created' in entry.data && typeof entry.data.created === 'number' ? entry.data.created : Math.floor(Date.now() / 1000);
    await this.client.query(
      'insert into object (account, id, kind, created, clock, data, hidden) values ($1, $2, $3, $4, $5, $6, $7)',
      [this.account, entry.id, entry.kind, created, entry.clock, data, hidden],
    );
  }

  private async refuseWhileAdvancing(entry: Entry<Kind>): Promise<void> {
    if (!entry.clock || this.origin.due) return;
    const clock = await this.find('test_helpers.test_clock', entry.clock);
    if (clock?.data.status !== 'advancing') return;
    const message = `Test clock advancement underway - cannot perform modifications: ${entry.clock}`;
    throw new StripeError(429, { type: 'invalid_request_error', code: 'test_clock_advancement_underway', message });
  }

  private async writeEvents(events: readonly PendingEvent[]): Promise<void> {
    const rows = events.map(({ data, clock, subject }) => ({
      id: data.id,
      type: data.type,
      created: data.created,
      clock,
      subject,
      data,
    }));
    await this.client.query(
      `insert into event (account, id, type, created, clock, subject, data)
       select $1, e->>'id', e->>'type', (e->>'created')::bigint, e->>'clock', e->>'subject', e->'data'
       from jsonb_array_elements($2::jsonb) with ordinality as x(e, n) order by n`,
      [this.account, JSON.stringify(rows)],
    );
    const { rowCount } = await this.client.query(
      `insert into delivery (account, event, event_type, endpoint, url)
       select $1, v.id, v.type, o.id, o.data->>'url' from event v join object o on o.account = $1 and o.kind = 'webhook_endpoint'
       where v.id = any($2) and o.data->>'status' = 'enabled' and (o.data->'enabled_events' ? v.type or o.data->'enabled_events' ? '*')
       order by v.seq`,
      [this.account, events.map(({ data }) => data.id)],
    );
    if (rowCount) this.hasDeliveries = true;
  }
}
