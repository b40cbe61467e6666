import type { FastifyBaseLogger } from 'fastify';
import { DueRunner } from './engine/runner.js';
import { Deliveries } from './events/deliveries.js';
import type { SandboxOptions, SandboxParts } from './sandbox-parts.js';
import { type Account, Accounts } from './store/accounts.js';
import { Database } from './store/database.js';
import { type Origin, Tx } from './store/tx.js';
import type { StripeError } from './wire/errors.js';
import { Idempotency } from './wire/idempotency.js';

/** A fault that was asked for, and the requests it applies to. */
export interface Fault {
  readonly error: StripeError;
  /** Beginning of the paths that fail, such as `/v1/subscriptions`. */
  readonly path?: string;
  readonly method?: string;
}

/** The parts of a running sandbox. */
export class Sandbox implements SandboxParts {
  readonly accounts: Accounts;
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
    this.accounts = new Accounts(database);
    this.idempotency = new Idempotency(database);
    this.deliveries = new Deliveries(this);
    this.runner = new DueRunner(this);
  }

  static async open(options: SandboxOptions, log: FastifyBaseLogger): Promise<Sandbox> {
    return new Sandbox(await Database.open(options.databaseUrl), options, log);
  }

  /** One transaction on an account. What it wrote wakes the deliveries and the due queue after the commit. */
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

  /** Makes the next `count` API requests of an account that the fault applies to fail in this way. */
  injectFault(accountId: string, fault: Fault, count: number): void {
    this.faults.set(accountId, [...(this.faults.get(accountId) ?? []), ...Array.from({ length: count }, () => fault)]);
  }

  clearFaults(accountId: string): void {
    this.faults.delete(accountId);
  }

  /** The fault that this request of an account meets, if any. */
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
