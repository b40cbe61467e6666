import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clocks, EventLog, IdempotentRequest, Tenancy } from '@perennial/db';
import type { z } from 'zod';
import { Accounts } from '../auth/accounts.js';
import type { Program } from '../auth/api-key.guard.js';
import { Refusal } from '../http/refusal.js';
import { stableJson } from '../http/stable-json.js';
import { type ProgramEventInput, usableIdempotencyKey } from './program-events.schemas.js';

const farthestFutureMs = 5 * 60_000;

/** Events that other systems send. They start automations like any event of ours. */
@Injectable()
export class ProgramEventsService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
    private readonly events: EventLog,
    private readonly accounts: Accounts,
  ) {}

  /** Records an event. Under an Idempotency-Key a repeat gets the first answer and changes nothing. */
  record(
    { schoolId, apiKeyId }: Program,
    input: z.output<typeof ProgramEventInput>,
    key: string | undefined,
  ): Promise<{ id: string }> {
    if (key !== undefined && !usableIdempotencyKey.test(key))
      throw new Refusal('invalid_input', 'An Idempotency-Key has 1 to 200 printable characters.', { field: 'Idempotency-Key' });
    return this.tenancy.withSchool(schoolId, async () => {
      if (key === undefined) return { id: await this.#record(input) };
      const requestHash = createHash('sha256').update(stableJson(input)).digest('hex');
      const earlier = await this.#claim(apiKeyId, key, requestHash);
      if (earlier) return { id: String(earlier.body.id) };
      const id = await this.#record(input);
      await this.tenancy.repo(IdempotentRequest).update({ apiKeyId, key }, { body: { id } });
      return { id };
    });
  }

  /** Takes the key for this request. A second request waits here until the first has committed, and then reads its answer. */
  async #claim(apiKeyId: string, key: string, requestHash: string): Promise<IdempotentRequest | null> {
    const claimed = await this.tenancy.rows<object>(
      `insert into idempotent_request (api_key_id, key, request_hash, status, body) values ($1, $2, $3, 202, '{}')
       on conflict do nothing returning key`,
      [apiKeyId, key, requestHash],
    );
    if (claimed.length > 0) return null;
    const earlier = await this.tenancy.repo(IdempotentRequest).findOneByOrFail({ apiKeyId, key });
    if (earlier.requestHash !== requestHash)
      throw new Refusal(
        'idempotency_mismatch',
        'This Idempotency-Key was used with another body. Use a new key for a new event.',
      );
    return earlier;
  }

  async #record({ name, contact: who, properties, occurredAt }: z.output<typeof ProgramEventInput>): Promise<string> {
    const contact = await this.accounts.contactFor(who);
    const now = await this.clocks.nowFor(contact.id);
    const at = occurredAt ? new Date(occurredAt) : now;
    if (at.getTime() > now.getTime() + farthestFutureMs)
      throw new Refusal('rule_refused', 'occurredAt lies in the future. Send an event when it has happened.', {
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
