import type { FastifyBaseLogger } from 'fastify';
import { DueRunner } from './engine/runner.js';
import { Deliveries } from './events/deliveries.js';
import type { SandboxOptions, SandboxParts } from './sandbox-parts.js';
import { type Account, StripeAccounts } from './store/accounts.js';
import { Database } from './store/database.js';
import { type Origin, Tx } from './store/tx.js';
import type { StripeError } from './wire/errors.js';
import { Idempotency } from './wire/idempotency.js';

/** A requested fault, and the requests that it applies to. */
export interface Fault {
  readonly error: StripeError;
  /** Beginning of the paths that fail, such as `/v1/subscriptions`. */
  readonly path?: string;
  readonly method?: string;
}

/** The parts of a running sandbox. */
export class Sandbox implements SandboxParts {
  readonly accounts: StripeAccounts;
  readonly idempotency: Idempotency;
  readonly deliveries: Deliveries;
  readonly runner: DueRunner;
  private readonly faults = new Map<string, Fault[]>();
  /** Base of hosted pages for work that no request started. */
  baseUrl = 'http://127.0.0.1';

  private constructor(
    readonly database: Database,
    readonly options: SandboxOptions,
    readonly log: FastifyBaseLogger,
  ) {
    this.accounts = new StripeAccounts(database);
    this.idempotency = new Idempotency(database);
    this.deliveries = new Deliveries(this);
    this.runner = new DueRunner(this);
  }

  static async open(options: SandboxOptions, log: FastifyBaseLogger): Promise<Sandbox> {
    return new Sandbox(await Database.open(options.databaseUrl), options, log);
  }

  /** One transaction on an account. After the commit, deliveries and the due queue are notified of what it wrote. */
  async transaction<T>(account: Account, origin: Partial<Origin>, work: (tx: Tx) => Promise<T>): Promise<T> {
    const full: Origin = {
      requestId: null,
      idempotencyKey: null,
      baseUrl: this.options.publicUrl ?? this.baseUrl,
      ...origin,
      account: account.id,
      settings: account.settings,
    };
    let deliveries = false;
    let due = false;
    const result = await this.database.transaction(account.id, async (client) => {
      const tx = new Tx(client, full, this.options.validateResponses ?? false);
      const value = await work(tx);
      await tx.flush();
      deliveries = tx.hasDeliveries;
      due = tx.hasDue;
      return value;
    });
    if (deliveries) this.deliveries.wake();
    if (due) this.runner.wake();
    return result;
  }

  /** Makes the next `count` matching API requests of an account fail. */
  injectFault(accountId: string, fault: Fault, count: number): void {
    this.faults.set(accountId, [...(this.faults.get(accountId) ?? []), ...Array.from({ length: count }, () => fault)]);
  }

  clearFaults(accountId: string): void {
    this.faults.delete(accountId);
  }

  /** The fault for this request of an account, if any. */
  takeFault(accountId: string, request: { readonly method: string; readonly path: string }): StripeError | undefined {
    const waiting = this.faults.get(accountId) ?? [];
    const at = waiting.findIndex(
      ({ path, method }) => (!path || request.path.startsWith(path)) && (!method || request.method === method),
    );
    return at < 0 ? undefined : waiting.splice(at, 1)[0]?.error;
  }

  async close(): Promise<void> {
    await this.runner.close();
    await this.deliveries.close();
    await this.database.close();
  }
}
