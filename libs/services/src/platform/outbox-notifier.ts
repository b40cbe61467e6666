import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { DataSource } from 'typeorm';

const channel = 'outbox';
const pauseAfterFailure = 1_000;

/** Tells whoever carries the outbox that something new is in it. */
export interface Notifier {
  ring(): void;
}

/**
 * Rings in other processes. For after a commit: inside the transaction a notify takes a lock that makes commits wait for
 * each other. Rings that come while one is on its way become one. A ring that is lost is made good by the relay's poll.
 */
export class OutboxNotifier implements Notifier {
  #ringing = false;
  #again = false;

  constructor(private readonly dataSource: DataSource) {}

  ring(): void {
    this.#again = true;
    if (!this.#ringing) void this.#send();
  }

  async #send(): Promise<void> {
    this.#ringing = true;
    while (this.#again) {
      this.#again = false;
      try {
        // It need not survive a crash, so nobody waits for the disk.
        await this.dataSource.query(`select set_config('synchronous_commit', 'off', true), pg_notify('${channel}', '')`);
      } catch {
        // The relay polls as well.
      }
    }
    this.#ringing = false;
  }
}

/** Hears the rings of other processes on a connection of its own; connects again when it breaks. */
export class OutboxListener {
  #stopped = false;
  #client: pg.Client | null = null;
  #running: Promise<void> | null = null;

  constructor(
    private readonly url: string,
    private readonly bell: Notifier,
  ) {}

  start(): void {
    this.#running = this.#loop();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#client?.end().catch(() => {});
    await this.#running;
  }

  async #loop(): Promise<void> {
    while (!this.#stopped) {
      await this.#listen();
      if (!this.#stopped) await sleep(pauseAfterFailure, undefined, { ref: false });
    }
  }

  /** Until the connection ends, whichever way. */
  async #listen(): Promise<void> {
    const client = new pg.Client({ connectionString: this.url, application_name: 'outbox', keepAlive: true });
    this.#client = client;
    // An error ends the connection too.
    client.on('error', () => {});
    const ended = new Promise<void>((resolve) => client.once('end', resolve));
    try {
      await client.connect();
      client.on('notification', () => this.bell.ring());
      await client.query(`listen ${channel}`);
      // Something may have come in before it listened.
      this.bell.ring();
    } catch {
      await client.end().catch(() => {});
      return;
    }
    await ended;
  }
}
