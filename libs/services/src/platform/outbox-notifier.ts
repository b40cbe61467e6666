import type { DataSource } from 'typeorm';
import { ChannelListener } from './channel-listener.js';

const channel = 'outbox';

/** Notifies the relay of new outbox entries. */
export interface Notifier {
  notify(): void;
}

/**
 * Notifies other processes. Call it after the commit: inside the transaction, a notify takes a lock that makes commits wait for
 * each other. Concurrent notifications are merged. The relay's poll covers a lost notification.
 */
export class OutboxNotifier implements Notifier {
  #sending = false;
  #again = false;

  constructor(private readonly dataSource: DataSource) {}

  notify(): void {
    this.#again = true;
    if (!this.#sending) void this.#send();
  }

  async #send(): Promise<void> {
    this.#sending = true;
    while (this.#again) {
      this.#again = false;
      try {
        // It need not survive a crash, so the commit does not wait for the disk.
        await this.dataSource.query(`select set_config('synchronous_commit', 'off', true), pg_notify('${channel}', '')`);
      } catch {
        // The relay polls as well.
      }
    }
    this.#sending = false;
  }
}

/** Hears the notifications of other processes. The relay polls more often while nothing is heard. */
export class OutboxListener extends ChannelListener {
  constructor(url: string, relay: Notifier) {
    // When it begins to listen, something may have come in before.
    super(url, channel, { notified: () => relay.notify(), listening: () => relay.notify() });
  }
}
