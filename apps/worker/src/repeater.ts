/** Work that a worker repeats while it runs. Each run handles its own failures. */
export interface Repeated {
  /** Milliseconds between two runs. */
  readonly everyMs: number;
  /** Runs as soon as the worker is ready, too. */
  readonly startsAtOnce?: true;
  /** @param isStopping tells long work to end after its page in progress */
  once(isStopping: () => boolean): Promise<unknown>;
}

/** Repeats a piece of work, never twice at once. */
export class Repeater {
  #timer: NodeJS.Timeout | null = null;
  #running: Promise<unknown> | null = null;
  #stopping = false;

  constructor(private readonly work: Repeated) {}

  start(): void {
    if (this.work.startsAtOnce) this.#run();
    this.#timer = setInterval(() => this.#run(), this.work.everyMs);
    this.#timer.unref();
  }

  /** Ends after the run in progress, which is asked to be short. */
  async stop(): Promise<void> {
    this.#stopping = true;
    if (this.#timer) clearInterval(this.#timer);
    await this.#running;
  }

  #run(): void {
    this.#running ??= this.work
      .once(() => this.#stopping)
      .finally(() => {
        this.#running = null;
      });
  }
}
