import { Injectable } from '@nestjs/common';
import { Clocks, ContactDirectory, EventLog } from '@perennial/services';
import type { z } from 'zod';
import type { Program } from '../../identity/auth/api-key.guard.js';
import { Idempotency } from '../../platform/http/idempotency.js';
import { Refusal } from '../../platform/http/refusal.js';
import type { ProgramEventInput } from './program-events.schemas.js';

const farthestFutureMs = 5 * 60_000;

/** Events that other systems send. They start automations like any event of ours. */
@Injectable()
export class ProgramEventsService {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly clocks: Clocks,
    private readonly events: EventLog,
    private readonly directory: ContactDirectory,
  ) {}

  /** Records an event. Under an Idempotency-Key a repeat gets the first answer and changes nothing. */
  record(program: Program, input: z.output<typeof ProgramEventInput>, key: string | undefined): Promise<{ id: string }> {
    return this.idempotency.once(program, key, input, async () => ({ id: await this.#record(input) }));
  }

  async #record({ name, contact: who, properties, occurredAt }: z.output<typeof ProgramEventInput>): Promise<string> {
    const contact = await this.directory.contactFor(who);
    const now = await this.clocks.nowFor(contact.id);
    const at = occurredAt ? new Date(occurredAt) : now;
    if (at.getTime() > now.getTime() + farthestFutureMs)
      throw new Refusal('rule_refused', 'occurredAt is in the future. Send an event after it has happened.', {
        field: 'occurredAt',
      });
    const id = await this.events.record({
      type: 'custom.event',
      contactId: contact.id,
      occurredAt: at,
      data: { name, properties },
    });
    if (!id) throw new Error('an event without a key was dropped');
    return id;
  }
}
