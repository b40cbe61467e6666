import { Injectable } from '@nestjs/common';
import { type EventData, eventCatalogue } from '@perennial/domain/events';
import { currentRequest } from '@perennial/logging';
import { Clocks, ContactDirectory, EventLog } from '@perennial/services';
import type { Program } from '../../identity/auth/api-key.guard.js';
import { hashOf, Idempotency } from '../../platform/http/idempotency.js';
import { Refusal } from '../../platform/http/refusal.js';
import { EventIntake } from './event-intake.js';
import type { ProgramEventInput } from './program-events.schemas.js';

const farthestFutureMs = 5 * 60_000;

/** Events that other systems send. They start automations like any event of ours. */
@Injectable()
export class ProgramEventsService {
  constructor(
    private readonly intake: EventIntake,
    private readonly idempotency: Idempotency,
    private readonly clocks: Clocks,
    private readonly events: EventLog,
    private readonly directory: ContactDirectory,
  ) {}

  /**
   * Records an event; it is committed when this resolves. Under an Idempotency-Key, a repeated request gets the first response
   * and changes nothing. An event that only adds to what is known of a contact is stored together with others, any other in a
   * transaction of its own.
   */
  async record(program: Program, input: ProgramEventInput, key: string | undefined): Promise<{ id: string }> {
    this.idempotency.check(key);
    const data = eventCatalogue['custom.event'].data.parse({ name: input.name, properties: input.properties });
    const id = await this.#together(program, input, data, key);
    if (id) return { id };
    return this.idempotency.once(program, key, input, async () => ({ id: await this.#alone(input, data) }));
  }

  async #together(
    { schoolId, apiKeyId }: Program,
    input: ProgramEventInput,
    data: EventData<'custom.event'>,
    key: string | undefined,
  ): Promise<string | null> {
    const { email, name = null, timeZone = null } = input.contact;
    const now = this.clocks.wall();
    const occurredAt = input.occurredAt ? new Date(input.occurredAt) : now;
    // A test clock may be ahead of the wall clock, so the contact's clock applies.
    if (isInFuture(occurredAt, now)) return null;
    return this.intake.store(schoolId, {
      apiKeyId,
      email,
      name: name === '' ? null : name,
      timeZone,
      occurredAt,
      data,
      requestId: currentRequest(),
      once: key === undefined ? null : { key, hash: hashOf(input) },
    });
  }

  async #alone({ contact: who, occurredAt }: ProgramEventInput, data: EventData<'custom.event'>): Promise<string> {
    const contact = await this.directory.contactFor(who);
    const now = await this.clocks.nowFor(contact.id);
    const at = occurredAt ? new Date(occurredAt) : now;
    if (isInFuture(at, now))
      throw new Refusal('rule_refused', 'occurredAt is in the future. Send an event after it has happened.', {
        field: 'occurredAt',
      });
    const id = await this.events.record({ type: 'custom.event', contactId: contact.id, occurredAt: at, data });
    if (!id) throw new Error('an event without a key was dropped');
    return id;
  }
}

const isInFuture = (at: Date, now: Date): boolean => at.getTime() > now.getTime() + farthestFutureMs;
