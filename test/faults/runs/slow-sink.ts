import { createServer, type Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** The longest that an answer takes. A call is recorded before, so a caller that dies meanwhile has had its effect. */
const slowestMs = 500;

/**
 * An outside service that records each call, then takes its time to answer. It honours the idempotency key: a repeat under the same
 * key is the same effect. While it fails, some calls get an error, before or after they were recorded.
 */
export class SlowSink {
  /** How many calls came under each key, by the person that the path names. */
  readonly #calls = new Map<string, Map<string, number>>();
  #failing = 0;
  /** Errors that were answered. */
  failures = 0;

  private constructor(
    private readonly server: Server,
    private readonly random: () => number,
  ) {}

  /** @param address host:port that the product may call */
  static open(address: string, random: () => number): Promise<SlowSink> {
    const [host, port] = address.split(':');
    return new Promise((resolve, reject) => {
      const server = createServer((request, response) => {
        request.resume().on('end', () => {
          const person = decodeURIComponent((request.url ?? '').split('/').at(-1) ?? '');
          void sink.#answer(person, String(request.headers['idempotency-key'])).then((status) => {
            if (status === null) request.socket.destroy();
            else response.writeHead(status).end('noted');
          });
        });
      });
      const sink = new SlowSink(server, random);
      server.once('error', reject);
      server.listen(Number(port), host, () => resolve(sink));
    });
  }

  /** Sets the share of calls that fail. */
  fail(share: number): void {
    this.#failing = share;
  }

  /** Distinct keys of a person. */
  keysOf(person: string): number {
    return this.#calls.get(person)?.size ?? 0;
  }

  /** Calls that were repeated under their key: what would have happened twice without the key. */
  get repeats(): number {
    return [...this.#calls.values()].flatMap((keys) => [...keys.values()]).reduce((sum, calls) => sum + calls - 1, 0);
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((done) => this.server.close(() => done()));
  }

  /** The status to answer; null resets the connection. */
  async #answer(person: string, key: string): Promise<number | null> {
    const fails = this.random() < this.#failing;
    const isLateFailure = this.random() < 0.5;
    if (!fails || isLateFailure) this.#record(person, key);
    await sleep(this.random() * slowestMs);
    if (!fails) return 200;
    this.failures += 1;
    return ([500, 503, 429, null] as const)[Math.floor(this.random() * 4)] ?? null;
  }

  #record(person: string, key: string): void {
    const keys = this.#calls.get(person) ?? new Map<string, number>();
    keys.set(key, (keys.get(key) ?? 0) + 1);
    this.#calls.set(person, keys);
  }
}
