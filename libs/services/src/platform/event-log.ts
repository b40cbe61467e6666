import type { Tenancy } from '@perennial/db';
import { type EventData, type EventType, eventCatalogue, maxEventDepth, type Topics, topicsOf } from '@perennial/domain/events';
import { currentRequest } from '@perennial/logging';
import type { Change, ChangeSink } from './change-notifier.js';
import { insertEvent, insertEvents, insertKeyedEvents } from './event-log.queries.js';
import type { Notifier } from './outbox-notifier.js';

/** The cause of an event, stored so that chains can be followed and loops end. */
export interface Cause {
  readonly eventId: string;
  readonly depth: number;
  readonly runId?: string;
  /** The request that led to the cause. An event has it too, unless a request of its own is in progress. */
  readonly requestId?: string | null;
}

/** One event to write. */
export interface NewEvent<T extends EventType = EventType> {
  readonly type: T;
  readonly contactId: string | null;
  readonly data: EventData<T>;
  /** Business time. */
  readonly occurredAt: Date;
  readonly cause?: Cause | null;
  /** Business key of an event that may be recorded only once; a repeat is dropped. */
  readonly key?: string;
}

/** An event that is in the log. */
interface StoredEvent {
  readonly id: string;
  readonly type: EventType;
  readonly contactId: string | null;
  readonly runId?: string | null;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A chain of causes exceeded {@link maxEventDepth}, which indicates a loop. */
export class EventLoopError extends Error {
  constructor(override readonly cause: Cause) {
    super(`more than ${maxEventDepth} events caused each other; the last one is ${cause.eventId}`);
    this.name = 'EventLoopError';
  }
}

/** Writes events and, in the same transaction, their outbox entries. */
export class EventLog {
  readonly #notify: () => void;

  /**
   * @param notifier notified after each commit that left something to deliver; without one, relays find it when they poll
   * @param changes notified after each commit of what it changed; without it, open screens find changes by polling
   */
  constructor(
    private readonly tenancy: Tenancy,
    notifier?: Notifier,
    private readonly changes?: ChangeSink,
  ) {
    this.#notify = () => notifier?.notify();
  }

  /**
   * Appends an event in the open scope.
   * @returns its id, or null if its key was already recorded
   * @throws {EventLoopError} when the chain of causes is too long
   */
  async record<T extends EventType>(event: NewEvent<T>): Promise<string | null> {
    const { depth, data } = checked(event);
    const written = await this.tenancy.rowOf(
      insertEvent,
      event.type,
      event.contactId,
      event.occurredAt,
      JSON.stringify(data),
      event.cause?.eventId ?? null,
      depth,
      event.cause?.runId ?? null,
      event.key ?? null,
      requestOf(event),
    );
    if (!written) return null;
    const { type, contactId } = event;
    this.#stored({ id: written.id, type, contactId, runId: event.cause?.runId ?? null, data });
    return written.id;
  }

  /** Announces events that a statement of the caller's stored with their outbox entries, and committed. */
  committed(schoolId: string, events: readonly StoredEvent[]): void {
    if (events.length > 0) this.#notify();
    for (const event of events) {
      const change = changeOf(schoolId, topicsOf({ runId: null, ...event }), event.contactId, { eventId: event.id });
      if (change) this.changes?.publish(change);
    }
  }

  /** Announces an event once the open scope has committed. */
  #stored({ id, type, contactId, runId = null, data }: StoredEvent): void {
    this.tenancy.afterCommit(this.#notify);
    this.#publish(topicsOf({ type, contactId, runId, data }), contactId, { eventId: id });
  }

  /**
   * Appends events without keys in the open scope, in their order, with one statement.
   * @returns their ids
   * @throws {EventLoopError} when a chain of causes is too long
   */
  async recordAll(events: readonly Omit<NewEvent, 'key'>[]): Promise<string[]> {
    if (events.length === 0) return [];
    const rows = events.map((event) => ({ ...event, ...checked(event) }));
    const written = await this.tenancy.rowsOf(
      insertEvents,
      rows.map(({ type }) => type),
      rows.map(({ contactId }) => contactId),
      rows.map(({ occurredAt }) => occurredAt),
      rows.map(({ data }) => JSON.stringify(data)),
      rows.map(({ cause }) => cause?.eventId ?? null),
      rows.map(({ depth }) => depth),
      rows.map(({ cause }) => cause?.runId ?? null),
      rows.map(requestOf),
    );
    for (const [i, { id }] of written.entries()) {
      const event = rows[i];
      if (event) this.#stored({ ...event, id, runId: event.cause?.runId ?? null });
    }
    return written.map(({ id }) => id);
  }

  /**
   * Appends events without a cause in the open scope, in their order, with one statement: each unless its key was recorded before.
   * @returns how many were appended
   */
  async recordOnce(events: readonly (Omit<NewEvent, 'cause'> & { readonly key: string })[]): Promise<number> {
    const once = [...new Map(events.map((event) => [event.key, event])).values()];
    if (once.length === 0) return 0;
    const rows = once.map((event) => ({ ...event, ...checked(event) }));
    const written = await this.tenancy.rowsOf(
      insertKeyedEvents,
      rows.map(({ key }) => key),
      rows.map(({ type }) => type),
      rows.map(({ contactId }) => contactId),
      rows.map(({ occurredAt }) => occurredAt),
      rows.map(({ data }) => JSON.stringify(data)),
      rows.map(() => currentRequest() ?? null),
    );
    for (const { id, place } of written) {
      const event = rows[place];
      if (event) this.#stored({ ...event, id });
    }
    return written.length;
  }

  /**
   * Notifies open screens, after the commit, of a change without an event: the position of a run, a sent email, the
   * progress of an import. Its topics must be among `unloggedTopics`, because it is not stored for clients that are not
   * connected.
   * @param contactId the member whom the portal's topics concern
   */
  announce({ admin = [], portal = [] }: Partial<Topics>, contactId: string | null = null): void {
    this.#publish({ admin, portal }, contactId, {});
  }

  #publish(topics: Topics, contactId: string | null, rest: { eventId?: string }): void {
    const change = changeOf(this.tenancy.schoolId, topics, contactId, rest);
    if (change && this.changes) this.tenancy.afterCommit(() => this.changes?.publish(change));
  }
}

/** The request in progress, or the one that led to the cause: one dispatch works for the requests of many people. */
const requestOf = ({ cause }: Pick<NewEvent, 'cause'>): string | null => currentRequest() ?? cause?.requestId ?? null;

/** What open screens are told; null where no screen shows it. */
const changeOf = (
  schoolId: string,
  { admin, portal }: Topics,
  contactId: string | null,
  rest: { eventId?: string },
): Change | null => (admin.length === 0 && portal.length === 0 ? null : { schoolId, contactId, admin, portal, ...rest });

/**
 * The depth of an event in its chain of causes, and its data as the catalogue has it.
 * @throws {EventLoopError} when the chain of causes is too long
 */
function checked({ type, cause, data }: NewEvent): { depth: number; data: Record<string, unknown> } {
  const depth = cause ? cause.depth + 1 : 0;
  if (cause && depth > maxEventDepth) throw new EventLoopError(cause);
  return { depth, data: eventCatalogue[type].data.parse(data) };
}
