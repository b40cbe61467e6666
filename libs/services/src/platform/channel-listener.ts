import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

const pauseAfterFailure = 1_000;

/** Who hears what comes in on a channel of Postgres. */
export interface ChannelHandler {
  notified(payload: string): void;
  /** It listens, for the first time or again: what was sent before was not heard. */
  listening(): void;
}

/** Listens to a channel of Postgres on a connection of its own; connects again when it breaks. */
export class ChannelListener {
  #stopped = false;
  #client: pg.Client | null = null;
  #running: Promise<void> | null = null;

  constructor(
    private readonly url: string,
    private readonly channel: 'outbox' | 'changes',
    private readonly handler: ChannelHandler,
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
    const client = new pg.Client({ connectionString: this.url, application_name: this.channel, keepAlive: true });
    this.#client = client;
    // An error ends the connection too.
    client.on('error', () => {});
    const ended = new Promise<void>((resolve) => client.once('end', resolve));
    try {
      await client.connect();
      client.on('notification', ({ payload }) => this.handler.notified(payload ?? ''));
      await client.query(`listen ${this.channel}`);
      this.handler.listening();
    } catch {
      await client.end().catch(() => {});
      return;
    }
    await ended;
  }
}
