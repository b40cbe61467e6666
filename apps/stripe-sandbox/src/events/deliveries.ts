import type { SandboxParts } from '../sandbox-parts.js';
import type { EventObject } from '../wire/types.js';
import { signatureHeader } from './signature.js';

/** One attempt to deliver. */
export interface Attempt {
  at: string;
  status: number | null;
  ms: number;
  error?: string;
}

interface PendingDelivery {
  id: number;
  account: string;
  url: string;
  attempts: Attempt[];
  secret: string | null;
  endpoint_status: string | null;
  data: EventObject;
  pending: number;
}

const parallel = 8;
const timeoutMs = 10_000;
const defaultRetryMs = [500, 2_000, 10_000, 60_000];

/** Sends webhooks concurrently after each commit that wrote one, and retries those without a 2xx response. */
export class Deliveries {
  private readonly sending = new Map<number, Promise<void>>();
  private timer: NodeJS.Timeout | undefined;
  private pumping = false;
  private again = false;
  private closed = false;

  constructor(private readonly sandbox: SandboxParts) {}

  /** Checks for work now. */
  wake(): void {
    if (this.pumping) {
      this.again = true;
      return;
    }
    this.pumping = true;
    void this.pump().finally(() => {
      this.pumping = false;
      if (this.again && !this.closed) {
        this.again = false;
        this.wake();
      }
    });
  }

  private async pump(): Promise<void> {
    if (this.closed) return;
    try {
      const free = parallel - this.sending.size;
      if (free <= 0) return;
      const rows = await this.sandbox.database.query<PendingDelivery>(
        `select d.id, d.account, d.url, d.attempts, e.data, o.hidden->>'secret' as secret, o.data->>'status' as endpoint_status,
           (select count(*) from delivery p where p.event = d.event and p.state = 'pending') as pending
         from delivery d join event e on e.id = d.event left join object o on o.account = d.account and o.id = d.endpoint
         where d.state = 'pending' and d.next_at <= now() and not (d.id = any($1))
           and not exists (select 1 from account a where a.id = d.account and (a.settings->>'deliveriesPaused')::boolean)
         order by d.id limit $2`,
        [[...this.sending.keys()], free],
      );
      for (const row of rows) this.start(row);
      if (rows.length === free) this.again = true;
      else await this.armTimer();
    } catch (error) {
      if (!this.closed) this.sandbox.log.error({ err: error }, 'deliveries could not be read');
    }
  }

  private start(row: PendingDelivery): void {
    const work = this.deliver(row)
      .catch((error) => this.sandbox.log.error({ err: error }, 'delivery failed'))
      .finally(() => {
        this.sending.delete(row.id);
        this.wake();
      });
    this.sending.set(row.id, work);
  }

  private async armTimer(): Promise<void> {
    // Rows that became due since the last check count too; otherwise nothing would process them.
    const [row] = await this.sandbox.database.query<{ ms: number | null }>(
      `select (extract(epoch from min(next_at) - now()) * 1000)::float8 as ms from delivery d where state = 'pending' and not (id = any($1))
         and not exists (select 1 from account a where a.id = d.account and (a.settings->>'deliveriesPaused')::boolean)`,
      [[...this.sending.keys()]],
    );
    clearTimeout(this.timer);
    if (row?.ms != null && !this.closed) this.timer = setTimeout(() => this.wake(), Math.max(2, row.ms));
  }

  private async deliver(row: PendingDelivery): Promise<void> {
    const account = await this.sandbox.accounts.ofId(row.account);
    if (!row.secret || row.endpoint_status !== 'enabled' || !account) {
      await this.finish(row, 'failed', {
        at: new Date().toISOString(),
        status: null,
        ms: 0,
        error: 'the endpoint is gone or disabled',
      });
      return;
    }
    if (account.settings.dropNext > 0) {
      await this.sandbox.accounts.configure(account, { dropNext: account.settings.dropNext - 1 });
      await this.finish(row, 'dropped', { at: new Date().toISOString(), status: null, ms: 0, error: 'dropped on request' });
      return;
    }
    const copies = account.settings.duplicateNext > 0 ? 2 : 1;
    if (copies === 2) await this.sandbox.accounts.configure(account, { duplicateNext: account.settings.duplicateNext - 1 });
    let attempt = await this.post(row, row.secret);
    if (copies === 2) attempt = await this.post(row, row.secret);
    await this.finish(
      row,
      attempt.status !== null && attempt.status >= 200 && attempt.status < 300 ? 'delivered' : 'retry',
      attempt,
    );
  }

  private async post(row: PendingDelivery, secret: string): Promise<Attempt> {
    const body = JSON.stringify({ ...row.data, pending_webhooks: row.pending });
    const started = Date.now();
    const at = new Date(started).toISOString();
    try {
      const response = await fetch(row.url, {
        method: 'POST',
        body,
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
          // Each attempt is signed anew; otherwise a retry after the tolerance would be refused.
          'stripe-signature': signatureHeader(body, secret, Math.floor(started / 1000)),
        },
      });
      await response.arrayBuffer();
      return { at, status: response.status, ms: Date.now() - started };
    } catch (error) {
      const cause = error instanceof Error ? (error.cause instanceof Error ? error.cause.message : error.message) : String(error);
      return { at, status: null, ms: Date.now() - started, error: cause };
    }
  }

  private async finish(
    row: PendingDelivery,
    outcome: 'delivered' | 'failed' | 'dropped' | 'retry',
    attempt: Attempt,
  ): Promise<void> {
    const waits = this.sandbox.options.deliveryRetryMs ?? defaultRetryMs;
    const wait = waits[row.attempts.length];
    const state = outcome === 'retry' ? (wait === undefined ? 'failed' : 'pending') : outcome;
    await this.sandbox.database.query(
      "update delivery set state = $2, attempts = attempts || $3::jsonb, next_at = now() + $4 * interval '1 millisecond' where id = $1",
      [row.id, state, JSON.stringify([attempt]), wait ?? 0],
    );
  }

  /** Makes a delivery due again, whatever its state. */
  async replay(account: string, id: number): Promise<boolean> {
    const rows = await this.sandbox.database.query(
      "update delivery set state = 'pending', next_at = now(), attempts = '[]' where account = $1 and id = $2 returning id",
      [account, id],
    );
    this.wake();
    return rows.length > 0;
  }

  /** True when nothing waits to be sent for the account. */
  async isQuiet(account: string): Promise<boolean> {
    const [row] = await this.sandbox.database.query<{ n: number }>(
      "select count(*) as n from delivery where account = $1 and state = 'pending'",
      [account],
    );
    return row?.n === 0;
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    await Promise.allSettled(this.sending.values());
  }
}
