import type { DataSource } from 'typeorm';
import { ChannelListener } from './channel-listener.js';

const channel = 'outbox';

/** Notifies the relay of new outbox entries. */
export interface Notifier {
  ring(): void;
}

/**
 * Notifies other processes. Call it after the commit: inside the transaction, a notify takes a lock that makes commits wait for
 * each other. Concurrent notifications are merged. The relay's poll covers a lost notification.
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
        // It need not survive a crash, so the commit does not wait for the disk.
        await this.dataSource.query(`select set_config('synchronous_commit', 'off', true), pg_notify('${channel}', '')`);
      } catch {
        // The relay polls as well.
      }
    }
    this.#ringing = false;
  }
}

/** Hears the rings of other processes. */
export class OutboxListener extends ChannelListener {
  constructor(url: string, bell: Notifier) {
    // Something may have come in before it listened.
    super(url, channel, { notified: () => bell.ring(), listening: () => bell.ring() });
  }
}
