import { lookup } from 'node:dns/promises';
import proxyAddr from '@fastify/proxy-addr';

const lookAgainMs = 10_000;
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
 * Whose X-Forwarded-For is believed. An entry may be the name of a host, such as `web`: it is looked up again every few seconds,
 * because a container that was made anew has another address.
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

  /** Looks the names up, and again from time to time until {@link stop}. */
  async start(): Promise<void> {
    if (this.#names.length === 0) return;
    await this.#look();
    this.#timer = setInterval(() => void this.#look(), lookAgainMs).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async #look(): Promise<void> {
    const found = await Promise.all(this.#names.map(this.resolve));
    this.#found = new Set(found.flat());
  }
}

/** An IPv4 address as a socket for both families shows it. */
const withoutPrefix = (address: string): string => address.replace(/^::ffff:/i, '');
