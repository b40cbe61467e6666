/** The name of something that changed in the API; `*` is everything. */
export interface Topic {
  readonly key: string;
  readonly id?: string;
}

/** Dependencies of a channel, which specs replace. */
export interface ChannelParts {
  /** Opens a stream at an address. */
  readonly connect: (address: string) => EventSource;
  /** Has what the topics name read again. @returns once it was read */
  readonly changed: (topics: readonly Topic[]) => Promise<unknown>;
  /** The stream was refused: the session may have ended. */
  readonly refused: () => void;
}

/** Between two rounds of reading, so that a busy school does not keep its screens reading. */
const gapMs = 1_500;
/** How often everything is reloaded while there is no stream. */
const slowPollMs = 15_000;
const firstRetryMs = 2_000;
const longestRetryMs = 30_000;
const everything: Topic = { key: '*' };

/**
 * The stream of changes. It resumes after its last message, even after a restart of the API. While there is no stream,
 * everything is polled.
 */
export class LiveChannel {
  #source: EventSource | null = null;
  #cursor = '';
  #waiting: Topic[] = [];
  #reading = false;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #poll: ReturnType<typeof setInterval> | undefined;
  #failures = 0;

  constructor(
    private readonly path: string,
    private readonly parts: ChannelParts,
  ) {}

  /** Whether the stream is open. */
  get connected(): boolean {
    return this.#source !== null && this.#poll === undefined;
  }

  /** Connects, after the last message that it has seen. */
  open(): void {
    if (this.#source || this.#retry) return;
    this.#startPolling();
    this.#connect();
  }

  /** Disconnects, for a hidden tab; {@link open} resumes. */
  close(): void {
    this.#source?.close();
    this.#source = null;
    clearTimeout(this.#retry);
    this.#retry = undefined;
    this.#stopPolling();
  }

  #connect(): void {
    const source = this.parts.connect(this.#cursor ? `${this.path}?after=${this.#cursor}` : this.path);
    this.#source = source;
    source.onopen = () => {
      this.#failures = 0;
      this.#stopPolling();
    };
    source.onmessage = ({ data, lastEventId }: MessageEvent<string>) => {
      if (lastEventId) this.#cursor = lastEventId;
      this.#take(topicsIn(data));
    };
    source.onerror = () => {
      this.#startPolling();
      // The browser reconnects after a broken connection, but not after a refused one.
      if (source.readyState !== EventSource.CLOSED || this.#source !== source) return;
      this.#source = null;
      this.parts.refused();
      this.#retry = setTimeout(
        () => {
          this.#retry = undefined;
          this.#connect();
        },
        Math.min(longestRetryMs, firstRetryMs * 2 ** this.#failures++),
      );
    };
  }

  #take(topics: readonly Topic[]): void {
    this.#waiting.push(...topics);
    if (!this.#reading && this.#waiting.length > 0) void this.#read();
  }

  async #read(): Promise<void> {
    this.#reading = true;
    while (this.#waiting.length > 0) {
      const topics = this.#waiting;
      this.#waiting = [];
      await this.parts.changed(topics).catch(() => {});
      await new Promise((resolve) => setTimeout(resolve, gapMs));
    }
    this.#reading = false;
  }

  #startPolling(): void {
    this.#poll ??= setInterval(() => this.#take([everything]), slowPollMs);
  }

  #stopPolling(): void {
    clearInterval(this.#poll);
    this.#poll = undefined;
  }
}

function topicsIn(data: string): readonly Topic[] {
  const message: unknown = JSON.parse(data);
  return typeof message === 'object' && message !== null && 'topics' in message && Array.isArray(message.topics)
    ? message.topics
    : [everything];
}
