import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IdempotentRequest, Tenancy } from '@perennial/db';
import { Repository } from 'typeorm';
import { Refusal } from './refusal.js';
import { stableJson } from './stable-json.js';

type Answer = Record<string, string | number | boolean | null | readonly string[]>;

const usableKey = /^[\x21-\x7e]{1,200}$/;

/** Identifies the content of a request, so that a different one under the same key is refused. */
export const hashOf = (content: object): string => createHash('sha256').update(stableJson(content)).digest('hex');

/** Idempotency-Keys of programs: a repeated request gets the first response and changes nothing. */
@Injectable()
export class Idempotency {
  constructor(
    private readonly tenancy: Tenancy,
    @InjectRepository(IdempotentRequest) private readonly idempotentRequests: Repository<IdempotentRequest>,
  ) {}

  /** @throws {Refusal} if the key is malformed */
  check(key: string | undefined): void {
    if (key !== undefined && !usableKey.test(key))
      throw new Refusal('invalid_input', 'An Idempotency-Key must have 1 to 200 printable characters.', {
        field: 'Idempotency-Key',
      });
  }

  /**
   * Does the work once per API key and Idempotency-Key, and every time without a key. Opens the school's scope.
   * @param content the content of the request; other content under the same key is refused
   */
  once<A extends Answer>(
    { schoolId, apiKeyId }: { readonly schoolId: string; readonly apiKeyId: string },
    key: string | undefined,
    content: object,
    work: () => Promise<A>,
  ): Promise<A> {
    this.check(key);
    return this.tenancy.withSchool(schoolId, async () => {
      if (key === undefined) return work();
      const earlier = await this.#claim(apiKeyId, key, hashOf(content));
      if (earlier) return earlier.body as A;
      const body = await work();
      await this.idempotentRequests.update({ apiKeyId, key }, { body });
      return body;
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
    const earlier = await this.idempotentRequests.findOneByOrFail({ apiKeyId, key });
    if (earlier.requestHash !== requestHash)
      throw new Refusal(
        'idempotency_mismatch',
        'This Idempotency-Key was already used with a different body. Use a new key for a new request.',
      );
    return earlier;
  }
}
