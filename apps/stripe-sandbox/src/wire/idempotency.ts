import { createHash } from 'node:crypto';
import type { Database } from '../store/database.js';
import { invalid, StripeError } from './errors.js';
import type { JsonObject } from './types.js';

/** A stored response. */
export interface Answer {
  status: number;
  body: object;
}

/** Identity of a request under a key. */
export interface KeyedRequest {
  account: string;
  key: string;
  method: string;
  path: string;
  params: string;
}

/** A digest of parameters that ignores their order. */
export function digestOf(params: JsonObject): string {
  const sorted = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(sorted);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, part]) => [key, sorted(part)]),
    );
  };
  return createHash('sha256')
    .update(JSON.stringify(sorted(params)))
    .digest('hex');
}

/** Responses stored under idempotency keys, and the keys of requests in flight. */
export class Idempotency {
  private readonly inFlight = new Set<string>();
  constructor(private readonly database: Database) {}

  /** Takes the key for a request in flight. Returns the stored response if there is one. */
  async begin(request: KeyedRequest): Promise<Answer | undefined> {
    if (request.key.length > 255) throw invalid('Idempotency keys must be 255 characters or less.');
    const name = `${request.account} ${request.key}`;
    if (this.inFlight.has(name)) {
      throw new StripeError(409, {
        type: 'idempotency_error',
        code: 'idempotency_key_in_use',
        message: `There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${request.key}.`,
      });
    }
    this.inFlight.add(name);
    try {
      const [row] = await this.database.query<Answer & KeyedRequest>(
        "select method, path, params, status, body from idempotency where account = $1 and key = $2 and created_at > now() - interval '24 hours'",
        [request.account, request.key],
      );
      if (!row) return undefined;
      if (row.method !== request.method || row.path !== request.path || row.params !== request.params) {
        throw new StripeError(400, {
          type: 'idempotency_error',
          message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${request.key}' if you meant to execute a different request.`,
        });
      }
      this.inFlight.delete(name);
      return { status: row.status, body: row.body };
    } catch (error) {
      this.inFlight.delete(name);
      throw error;
    }
  }

  /** Frees the key for the next request. */
  end(request: KeyedRequest): void {
    this.inFlight.delete(`${request.account} ${request.key}`);
  }

  /** The statement that stores a response. It belongs in the transaction that did the work. */
  static statement(request: KeyedRequest, answer: Answer): [string, unknown[]] {
    return [
      `insert into idempotency (account, key, method, path, params, status, body) values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (account, key) do update set method = excluded.method, path = excluded.path, params = excluded.params,
         status = excluded.status, body = excluded.body, created_at = now()`,
      [request.account, request.key, request.method, request.path, request.params, answer.status, JSON.stringify(answer.body)],
    ];
  }
}
