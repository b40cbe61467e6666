import { assertNoOpenScope, StripeConnection, type Tenancy } from '@perennial/db';
import Stripe from 'stripe';
import { breakReasonOf, type ConnectionHealth, useOf } from './connection-health.js';
import type { SecretBox } from './secrets.js';

/** Pinned API version of our requests and webhook endpoints. */
export const stripeApiVersion = '2026-10-28.endive';

/** Event types that webhook endpoints subscribe to and that polling reads. */
export const stripeEventTypes = [
  'checkout.session.completed',
  'checkout.session.expired',
  'customer.subscription.created',
  'customer.subscription.updated',
  'customer.subscription.deleted',
  'customer.subscription.paused',
  'customer.subscription.resumed',
  'invoice.created',
  'invoice.finalized',
  'invoice.paid',
  'invoice.payment_failed',
  'invoice.payment_action_required',
  'invoice.voided',
  'invoice.marked_uncollectible',
] as const;

/**
 * How long to wait for Stripe. Stripe's libraries wait 80 seconds, because a charge may take that long, and after an earlier
 * timeout its outcome is unknown.
 */
export const stripeTimeouts = { answerMs: 80_000, retries: 1 } as const;

/** The school has no usable Stripe account. */
export class StripeNotConnectedError extends Error {
  constructor() {
    super('The school has not connected a Stripe account.');
    this.name = 'StripeNotConnectedError';
  }
}

/**
 * Stripe's HTTP client, extended to throw inside an open school scope, because a client may have been created before the scope
 * was opened.
 */
function outsideScopes(): Stripe.HttpClient {
  const client = Stripe.createNodeHttpClient();
  const makeRequest = client.makeRequest.bind(client);
  // Async, because the SDK never settles a call whose request throws synchronously. It reports a connection error with our
  // error as `detail`.
  client.makeRequest = async (...request) => {
    assertNoOpenScope('Stripe was called');
    return makeRequest(...request);
  };
  return client;
}

/** Where the Stripe API is: api.stripe.com, or the sandbox. */
export function createStripeClient(key: string, apiBase?: string): Stripe {
  const base = apiBase ? new URL(apiBase) : undefined;
  return new Stripe(key, {
    apiVersion: stripeApiVersion,
    telemetry: false,
    httpClient: outsideScopes(),
    timeout: stripeTimeouts.answerMs,
    maxNetworkRetries: stripeTimeouts.retries,
    ...(base && {
      host: base.hostname,
      port: base.port,
      protocol: base.protocol === 'https:' ? ('https' as const) : ('http' as const),
    }),
  });
}

/** Creates Stripe clients of schools. No other code does, so that no call can reach another school's account. */
export class StripeClients {
  readonly #clients = new Map<string, SchoolClient>();
  readonly #noting = new Set<Promise<void>>();

  /**
   * @param health notified whether calls are accepted or refused; optional
   * @param onProblem called with an error of `health`
   */
  constructor(
    private readonly tenancy: Tenancy,
    private readonly secrets: SecretBox,
    private readonly apiBase?: string,
    private readonly health?: ConnectionHealth,
    private readonly onProblem: (error: unknown) => void = () => {},
  ) {}

  /**
   * Client of a school's account. A broken connection has one, too: the first accepted call restores it.
   * @throws {StripeNotConnectedError}
   * @throws inside an open school scope
   */
  async for(schoolId: string): Promise<Stripe> {
    assertNoOpenScope('a client of Stripe was asked for');
    const connection = await this.tenancy.withSchool(schoolId, () => this.tenancy.repo(StripeConnection).findOneBy({}));
    if (!connection || connection.state === 'revoked') throw new StripeNotConnectedError();
    const known = this.#clients.get(schoolId);
    if (known?.sealed === connection.encryptedKey) {
      known.broken = connection.state === 'broken';
      return known.client;
    }
    const client = createStripeClient(this.secrets.open(connection.encryptedKey, keyPlace(connection.id)), this.apiBase);
    const own: SchoolClient = { sealed: connection.encryptedKey, client, broken: connection.state === 'broken' };
    this.#clients.set(schoolId, own);
    client.on('response', ({ method, path, status }: Stripe.ResponseEvent) => this.#heard(schoolId, own, method, path, status));
    return client;
  }

  /** Resolves once all responses so far are recorded. */
  async noted(): Promise<void> {
    await Promise.all(this.#noting);
  }

  #heard(schoolId: string, own: SchoolClient, method: string, path: string, status: number): void {
    const { health } = this;
    if (!health) return;
    const use = useOf(method, path);
    const reason = breakReasonOf(status, use);
    if (reason !== null) this.#note(health.refused(schoolId, own.sealed, reason));
    else if (use !== null && status < 300 && own.broken) this.#note(health.accepted(schoolId, own.sealed, use));
  }

  #note(work: Promise<void>): void {
    const note = work.catch(this.onProblem);
    this.#noting.add(note);
    void note.finally(() => this.#noting.delete(note));
  }
}

interface SchoolClient {
  /** The key as it is stored. */
  readonly sealed: string;
  readonly client: Stripe;
  /** State of the connection's row when the client was last requested. */
  broken: boolean;
}

/** Identity of a connection's key, for {@link SecretBox}. */
export const keyPlace = (connectionId: string): string => `stripe_connection:${connectionId}:key`;
/** Identity of a connection's webhook secrets, for {@link SecretBox}. */
export const endpointSecretPlace = (connectionId: string): string => `stripe_connection:${connectionId}:endpoint`;
