import type { SandboxParts } from '../sandbox-parts.js';
import type { Account } from '../store/accounts.js';
import type { Tx } from '../store/tx.js';
import { dueActions } from './lifecycle.js';

interface DueRow {
  account: string;
  at: number;
  action: string;
  subject: string;
}

/** Executes due actions: by a timer in wall-clock time, on a test clock when it is advanced. */
export class DueRunner {
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> | undefined;
  private again = false;
  private closed = false;

  constructor(private readonly sandbox: SandboxParts) {}

  /** Checks for due work and advancing clocks now. */
  wake(): void {
    if (this.closed) return;
    if (this.working) {
      this.again = true;
      return;
    }
    this.working = this.work()
      .catch((error) => this.sandbox.log.error({ err: error }, 'due actions stopped'))
      .finally(() => {
        this.working = undefined;
        if (this.again) {
          this.again = false;
          this.wake();
        }
      });
  }

  private async work(): Promise<void> {
    const advancing = await this.sandbox.database.query<{ account: string; id: string }>(
      "select account, id from object where kind = 'test_helpers.test_clock' and data->>'status' = 'advancing'",
    );
    for (const { account, id } of advancing) await this.advanceClock(account, id);
    await this.runWall();
  }

  private async runWall(): Promise<void> {
    while (!this.closed) {
      const now = Math.floor(Date.now() / 1000);
      const [next] = await this.sandbox.database.query<DueRow>(
        'select account, at, action, subject from due where clock is null order by at, seq limit 1',
      );
      clearTimeout(this.timer);
      if (!next) return;
      if (next.at > now) {
        // A timer takes at most 31 bits of milliseconds, which is less than a month.
        this.timer = setTimeout(() => this.wake(), Math.min((next.at - now) * 1000, 3_600_000));
        this.timer.unref();
        return;
      }
      const account = await this.sandbox.accounts.ofId(next.account);
      if (!account) await this.sandbox.database.query('delete from due where account = $1', [next.account]);
      else await this.sandbox.transaction(account, { due: { at: next.at } }, (tx) => this.run(tx, null, next));
    }
  }

  private async run(tx: Tx, clock: string | null, row: DueRow): Promise<void> {
    const { rowCount } = await tx.client.query(
      'delete from due where account = $1 and subject = $2 and action = $3 and at = $4 and clock is not distinct from $5',
      [tx.account, row.subject, row.action, row.at, clock],
    );
    if (!rowCount) return;
    await dueActions[row.action]?.(tx, row.subject);
  }

  /** Executes every action between a clock's time and its target, each at its own instant and in its own transaction. */
  private async advanceClock(accountId: string, id: string): Promise<void> {
    const account = await this.sandbox.accounts.ofId(accountId);
    if (!account) return;
    let more = true;
    while (more && !this.closed) {
      try {
        more = await this.step(account, id);
      } catch (error) {
        this.sandbox.log.error({ err: error }, 'a test clock failed');
        await this.fail(account, id);
        return;
      }
    }
  }

  private async step(account: Account, id: string): Promise<boolean> {
    const [next] = await this.sandbox.database.query<DueRow & { frozen: number }>(
      `select d.account, d.at, d.action, d.subject, (o.data->>'frozen_time')::bigint as frozen from due d join object o on o.account = d.account and o.id = d.clock
       where d.account = $1 and d.clock = $2 and d.at <= (o.data #>> '{status_details,advancing,target_frozen_time}')::bigint
       order by d.at, d.seq limit 1`,
      [account.id, id],
    );
    if (next) {
      // An action scheduled in the past happens now.
      await this.sandbox.transaction(account, { due: { at: Math.max(next.at, next.frozen) } }, async (tx) => {
        const clock = await tx.find('test_helpers.test_clock', id);
        if (!clock) return;
        clock.data.frozen_time = Math.max(clock.data.frozen_time, next.at);
        tx.save(clock);
        await this.run(tx, id, next);
      });
      return true;
    }
    await this.sandbox.transaction(account, {}, async (tx) => {
      const clock = await tx.find('test_helpers.test_clock', id);
      if (clock?.data.status !== 'advancing') return;
      clock.data.frozen_time = clock.data.status_details.advancing?.target_frozen_time ?? clock.data.frozen_time;
      clock.data.status = 'ready';
      clock.data.status_details = {};
      tx.save(clock);
      await tx.emit('test_helpers.test_clock.ready', clock);
    });
    return false;
  }

  private async fail(account: Account, id: string): Promise<void> {
    await this.sandbox.transaction(account, {}, async (tx) => {
      const clock = await tx.find('test_helpers.test_clock', id);
      if (!clock) return;
      clock.data.status = 'internal_failure';
      clock.data.status_details = {};
      tx.save(clock);
      await tx.emit('test_helpers.test_clock.internal_failure', clock);
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    await this.working;
  }
}
