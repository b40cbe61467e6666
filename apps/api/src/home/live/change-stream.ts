import { Readable } from 'node:stream';
import { mergeTopics, type Topic } from '@perennial/domain/events';

/** Browsers wait this long before they connect again. */
const retryMs = 2_000;
/** Changes that come within this time of a message are sent together in the next one. */
const gatherMs = 500;
/** A reader with this many unread bytes is disconnected. It resumes when it reconnects. */
const mostUnread = 65_536;

/** The reader of a stream. */
export type Viewer = { readonly schoolId: string; readonly sessionId: string } & (
  | { readonly audience: 'staff'; readonly role: string }
  | { readonly audience: 'member'; readonly contactId: string }
);

/** One open stream of server-sent events. */
export class ChangeStream extends Readable {
  #topics: Topic[] = [];
  /** The newest event that was sent: where a reader resumes. */
  #cursor: string | null = null;
  #unsentCursor = false;
  #timer: NodeJS.Timeout | null = null;
  #started = false;

  constructor(readonly viewer: Viewer) {
    super({ highWaterMark: 16_384, read: () => {} });
  }

  /** Sends the first message: what changed since the reader was last here. */
  begin(topics: readonly Topic[], cursor: string): void {
    this.#started = true;
    this.#write(`retry: ${retryMs}\n\n`);
    this.#topics.push(...topics);
    this.#advance(cursor);
    this.#flush();
  }

  /** Sends topics, together with those that come shortly after others. Before {@link begin} they wait for it. */
  send(topics: readonly Topic[], eventId?: string): void {
    if (topics.length === 0 && !eventId) return;
    this.#topics.push(...topics);
    if (eventId) this.#advance(eventId);
    if (this.#started && !this.#timer && topics.length > 0) this.#flush();
  }

  /** Prevents proxies from closing an idle stream. */
  heartbeat(): void {
    if (this.#started) this.#write(': still here\n\n');
  }

  /** Ends the stream; the browser connects again unless it may not. */
  finish(): void {
    if (!this.readableEnded && !this.destroyed) this.push(null);
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    if (this.#timer) clearTimeout(this.#timer);
    callback(error);
  }

  #advance(eventId: string): void {
    if (this.#cursor !== null && eventId <= this.#cursor) return;
    this.#cursor = eventId;
    this.#unsentCursor = true;
  }

  #flush(): void {
    const topics = mergeTopics(this.#topics);
    this.#topics = [];
    if (topics.length > 0 || this.#unsentCursor) {
      const id = this.#unsentCursor ? `id: ${this.#cursor}\n` : '';
      this.#unsentCursor = false;
      this.#write(`${id}data: ${JSON.stringify({ topics })}\n\n`);
    }
    this.#timer = setTimeout(() => {
      this.#timer = null;
      if (this.#topics.length > 0) this.#flush();
    }, gatherMs).unref();
  }

  #write(text: string): void {
    if (this.destroyed || this.readableEnded) return;
    this.push(text);
    if (this.readableLength > mostUnread) this.destroy();
  }
}
