import type { Tenancy } from '@perennial/db';
import { type EventData, type EventType, eventCatalogue, maxEventDepth, type Topics, topicsOf } from '@perennial/domain/events';
import { currentRequest } from '@perennial/logging';
import type { ChangeSink } from './change-notifier.js';
import type { Notifier } from './outbox-notifier.js';

/** What caused an event: carried on, so that chains can be followed and loops end. */
export interface Cause {
  readonly eventId: string;
  readonly depth: number;
  readonly runId?: string;
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

/** A chain of causes exceeded {@link maxEventDepth}, which indicates a loop. */
export class EventLoopError extends Error {
  constructor(override readonly cause: Cause) {
    super(`more than ${maxEventDepth} events caused each other; the last one is ${cause.eventId}`);
    this.name = 'EventLoopError';
  }
}

/** Writes events and, in the same transaction, their outbox entries. */
export class EventLog {
  readonly #ring: () => void;

  /**
   * @param bell rung after each commit that left something to carry; without one, relays find it when they look
   * @param changes told after each commit what it changed; without it, open screens find it when they look
   */
  constructor(
    private readonly tenancy: Tenancy,
    bell?: Notifier,
    private readonly changes?: ChangeSink,
  ) {
    this.#ring = () => bell?.ring();
  }

  /**
   * Appends an event in the open scope.
   * @returns its id, or null if its key was already recorded
   * @throws {EventLoopError} when the chain of causes is too long
   */
  async record<T extends EventType>(event: NewEvent<T>): Promise<string | null> {
    const depth = event.cause ? event.cause.depth + 1 : 0;
    if (event.cause && depth > maxEventDepth) throw new EventLoopError(event.cause);
    const data = eventCatalogue[event.type].data.parse(event.data);
    const written = await this.tenancy.row<{ id: string }>(
      `with told as (
         insert into event_key (key, event_id) select $8, uuidv7() where $8::text is not null
         on conflict do nothing returning event_id
       ), fresh as (
         select event_id as id from told union all select uuidv7() where $8::text is null
       ), logged as (
         insert into event (id, type, contact_id, occurred_at, data, causation_id, depth, run_id, request_id)
         select id, $1, $2::uuid, $3, $4, $5::uuid, $6, $7::uuid, $9 from fresh returning id
       )
       insert into outbox (event_id, lane)
       select id, hashtext(coalesce($2::text, app_school()::text)) & 63 from logged returning event_id as id`,
      [
        event.type,
        event.contactId,
        event.occurredAt,
        JSON.stringify(data),
        event.cause?.eventId ?? null,
        depth,
        event.cause?.runId ?? null,
        event.key ?? null,
        currentRequest(),
      ],
    );
    if (!written) return null;
    this.tenancy.afterCommit(this.#ring);
    const { type, contactId } = event;
    const topics = topicsOf({ type, contactId, runId: event.cause?.runId ?? null, data });
    this.#publish(topics, contactId, { eventId: written.id });
    return written.id;
  }

  /**
   * Tells open screens, once the open scope has committed, of a change that is no event: the position of a journey, an email that was
   * sent, the progress of an import. Its topics must be among `unloggedTopics`, because nothing keeps it for those who were away.
   * @param contactId the member whom the portal's topics concern
   */
  announce({ admin = [], portal = [] }: Partial<Topics>, contactId: string | null = null): void {
    this.#publish({ admin, portal }, contactId, {});
  }

  #publish({ admin, portal }: Topics, contactId: string | null, rest: { eventId?: string }): void {
    const { changes } = this;
    if (!changes || (admin.length === 0 && portal.length === 0)) return;
    const { schoolId } = this.tenancy;
    this.tenancy.afterCommit(() => changes.publish({ schoolId, contactId, admin, portal, ...rest }));
  }
}
