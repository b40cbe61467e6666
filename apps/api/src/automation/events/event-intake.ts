import { Injectable } from '@nestjs/common';
import { isRefusedByPostgres, statementsOf } from '@perennial/db';
import type { EventData } from '@perennial/domain/events';
import { EventLog } from '@perennial/services';
import { DataSource } from 'typeorm';
import { GroupCommit } from './group-commit.js';
import { storeProgramEvents } from './program-events.queries.js';

/** A valid event of a program, for a contact that probably exists. */
export interface IncomingEvent {
  readonly apiKeyId: string;
  readonly email: string;
  readonly name: string | null;
  readonly timeZone: string | null;
  readonly occurredAt: Date;
  readonly data: EventData<'custom.event'>;
  readonly requestId: string | null;
  /** The Idempotency-Key, with the hash of its request. */
  readonly once: { readonly key: string; readonly hash: string } | null;
}

/** Two, so that one group is collected and sent while the other waits for the disk. */
const limits = { items: 128, writers: 2 };

/**
 * Stores events of programs, those of a school that arrive together in one transaction and one round trip. An event that needs
 * more than an insert gets a transaction of its own.
 */
@Injectable()
export class EventIntake {
  readonly #schools = new Map<string, GroupCommit<IncomingEvent, string | null>>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly log: EventLog,
  ) {}

  /** @returns the ID of the event once it is committed; null where it was not stored and needs a transaction of its own */
  async store(schoolId: string, event: IncomingEvent): Promise<string | null> {
    const queue = this.#schools.get(schoolId) ?? new GroupCommit((events) => this.#write(schoolId, events), limits, isAnotherKey);
    this.#schools.set(schoolId, queue);
    try {
      return await queue.add(event);
    } finally {
      if (queue.idle && this.#schools.get(schoolId) === queue) this.#schools.delete(schoolId);
    }
  }

  /**
   * Nothing of a group that Postgres refuses was stored. Each of its events is then stored alone, so that none fails because of
   * another.
   */
  async #write(schoolId: string, events: readonly IncomingEvent[]): Promise<readonly (string | null)[]> {
    try {
      return await this.#insert(schoolId, events);
    } catch (error) {
      // Without a response, it is unknown whether the group was committed; storing an event again could duplicate it.
      if (isRefusedByPostgres(error)) return events.map(() => null);
      throw error;
    }
  }

  async #insert(schoolId: string, events: readonly IncomingEvent[]): Promise<readonly (string | null)[]> {
    const ids = events.map((): string | null => null);
    const stored = await statementsOf(this.dataSource).rowsOf(
      storeProgramEvents,
      schoolId,
      events.map(({ email }) => email),
      events.map(({ name }) => name),
      events.map(({ timeZone }) => timeZone),
      events.map(({ occurredAt }) => occurredAt),
      events.map(({ data }) => JSON.stringify(data)),
      events.map(({ requestId }) => requestId),
      events.map(({ apiKeyId }) => apiKeyId),
      events.map(({ once }) => once?.key ?? null),
      events.map(({ once }) => once?.hash ?? null),
    );
    const committed = stored.map(({ place, id, contactId }) => {
      ids[place - 1] = id;
      return { id, type: 'custom.event' as const, contactId, data: events[place - 1]?.data ?? {} };
    });
    this.log.committed(schoolId, committed);
    return ids;
  }
}

/** Two concurrent requests with one key: the second must get the response of the first. */
const isAnotherKey = ({ apiKeyId, once }: IncomingEvent, before: readonly IncomingEvent[]): boolean =>
  once === null || !before.some((other) => other.apiKeyId === apiKeyId && other.once?.key === once.key);
