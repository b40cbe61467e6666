import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

const pauseAfterFailure = 1_000;

/** Handles notifications on a Postgres channel. */
export interface ChannelHandler {
  notified(payload: string): void;
  /** Called when listening starts or resumes. Earlier notifications were not received. */
  listening(): void;
}

/** Listens to a Postgres channel on its own connection, and reconnects when it breaks. */
export class ChannelListener {
  #stopped = false;
  #listening = false;
  #client: pg.Client | null = null;
  #running: Promise<void> | null = null;

  constructor(
    private readonly url: string,
    private readonly channel: 'outbox' | 'changes' | 'api_keys',
    private readonly handler: ChannelHandler,
  ) {}

  /** Whether notifications arrive now. A connection that broke without a sign counts until it is noticed. */
  get isListening(): boolean {
    return this.#listening;
  }

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
      this.#listening = true;
      this.handler.listening();
    } catch {
      await client.end().catch(() => {});
      return;
    }
    await ended;
    this.#listening = false;
  }
}
