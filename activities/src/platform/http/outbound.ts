import { lookup as dnsLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { assertNoOpenScope } from '@perennial/db';
import { Agent, buildConnector, fetch } from 'undici';
import { isPublic } from './public-address.js';

/** Response to a call: status and the first part of its body. */
export interface OutboundAnswer {
  readonly status: number;
  readonly body: string;
}

/** The address must not be called. */
export class ForbiddenAddressError extends Error {
  override readonly name = 'ForbiddenAddressError';
}

const bodyLimit = 100_000;

/**
 * Makes external HTTP calls. Checks the connected IP address, so that no host name can reach the internal network, and does not
 * follow redirects.
 */
export class Outbound {
  readonly #guarded: Agent;
  readonly #plain = new Agent({ headersTimeout: 30_000, bodyTimeout: 30_000, maxResponseSize: 1_000_000 });

  /** @param allowed host:port pairs inside the network that may be called */
  constructor(private readonly allowed: readonly string[]) {
    const base = buildConnector({ lookup: publicLookup, timeout: 5_000 });
    this.#guarded = new Agent({
      headersTimeout: 30_000,
      bodyTimeout: 30_000,
      maxResponseSize: 1_000_000,
      connect(options, callback) {
        const host = options.hostname.replace(/^\[|\]$/g, '');
        // undici skips `lookup` for literal addresses.
        if (isIP(host) && !isPublic(host)) callback(new ForbiddenAddressError(`${host} is not a public address`), null);
        else base(options, callback);
      },
    });
  }

  /**
   * @throws {ForbiddenAddressError} for addresses inside the network and schemes other than http(s)
   * @throws inside an open school scope
   */
  async call(request: {
    method: string;
    url: string;
    headers: Readonly<Record<string, string>>;
    body: string | null;
    timeoutMs: number;
  }): Promise<OutboundAnswer> {
    assertNoOpenScope('an address was called');
    if (!URL.canParse(request.url)) throw new ForbiddenAddressError('the address cannot be read');
    const url = new URL(request.url);
    if (url.protocol !== 'http:' && url.protocol !== 'https:')
      throw new ForbiddenAddressError('only http and https addresses can be called');
    if (url.username || url.password) throw new ForbiddenAddressError('put credentials in a header, not in the address');
    const inside = this.allowed.includes(`${url.hostname}:${url.port || (url.protocol === 'https:' ? 443 : 80)}`);
    try {
      const answer = await fetch(url, {
        method: request.method,
        headers: request.headers,
        body: request.body,
        redirect: 'manual',
        dispatcher: inside ? this.#plain : this.#guarded,
        signal: AbortSignal.timeout(request.timeoutMs),
      });
      return { status: answer.status, body: (await answer.text()).slice(0, bodyLimit) };
    } catch (error) {
      const cause = error instanceof Error ? error.cause : undefined;
      throw cause instanceof ForbiddenAddressError ? cause : error;
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.#guarded.close(), this.#plain.close()]);
  }
}

const publicLookup: LookupFunction = (host, options, callback) => {
  dnsLookup(host, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, []);
    const inside = addresses.find(({ address }) => !isPublic(address));
    if (inside)
      return callback(new ForbiddenAddressError(`${host} leads to ${inside.address}, which is not a public address`), []);
    const [first] = addresses;
    if (options.all || !first) callback(null, addresses);
    else callback(null, first.address, first.family);
  });
};
