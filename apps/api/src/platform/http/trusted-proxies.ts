import { lookup } from 'node:dns/promises';
import proxyAddr from '@fastify/proxy-addr';

const resolveAgainMs = 10_000;
const isName = (entry: string): boolean => /^[a-z][a-z0-9.-]*$/i.test(entry) && !ranges.has(entry);
const ranges = new Set(['loopback', 'linklocal', 'uniquelocal']);

/** Addresses of a host by its name; none while it has none. */
export type ResolveHost = (name: string) => Promise<readonly string[]>;

const resolveHost: ResolveHost = async (name) => {
  try {
    return (await lookup(name, { all: true })).map(({ address }) => address);
  } catch {
    return [];
  }
};

/**
 * The proxies whose X-Forwarded-For is trusted. An entry may be a host name, such as `web`. It is resolved again every few
 * seconds, because a recreated container has another address.
 */
export class TrustedProxies {
  readonly #fixed: (address: string) => boolean;
  readonly #names: readonly string[];
  #found: ReadonlySet<string> = new Set();
  #timer: NodeJS.Timeout | undefined;

  constructor(
    entries: readonly string[],
    private readonly resolve: ResolveHost = resolveHost,
  ) {
    this.#names = entries.filter(isName);
    const trust = proxyAddr.compile(entries.filter((entry) => !isName(entry)));
    this.#fixed = (address) => trust(address, 0);
  }

  trusts(address: string): boolean {
    return this.#fixed(address) || this.#found.has(withoutPrefix(address));
  }

  /** Resolves the names now, and again every few seconds until {@link stop}. */
  async start(): Promise<void> {
    if (this.#names.length === 0) return;
    await this.#resolve();
    this.#timer = setInterval(() => void this.#resolve(), resolveAgainMs).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async #resolve(): Promise<void> {
    const found = await Promise.all(this.#names.map(this.resolve));
    this.#found = new Set(found.flat());
  }
}

/** An IPv4 address as a socket for both families shows it. */
const withoutPrefix = (address: string): string => address.replace(/^::ffff:/i, '');
