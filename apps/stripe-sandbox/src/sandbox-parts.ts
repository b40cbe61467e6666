import type { FastifyBaseLogger } from 'fastify';
import type { Account, StripeAccounts } from './store/accounts.js';
import type { Database } from './store/database.js';
import type { Origin, Tx } from './store/tx.js';

/** How to start a sandbox. */
export interface SandboxOptions {
  /** 0 picks a free port. */
  port: number;
  databaseUrl: string;
  logLevel?: string;
  /** Checks every response and webhook body against the client's types; a mismatch is a 500. */
  validateResponses?: boolean;
  /** Base of the hosted pages' addresses when it is not the host that the request named. */
  publicUrl?: string;
  /** Waits before the second, third … attempt of a webhook delivery. */
  deliveryRetryMs?: readonly number[];
}

/** What deliveries and due actions need of the sandbox that owns them. */
export interface SandboxParts {
  readonly accounts: StripeAccounts;
  readonly database: Database;
  readonly options: SandboxOptions;
  readonly log: FastifyBaseLogger;
  transaction<T>(account: Account, origin: Partial<Origin>, work: (tx: Tx) => Promise<T>): Promise<T>;
}
