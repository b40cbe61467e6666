import { type ApiClient, createApiClient } from '@perennial/api-client';
import { Failure, unreachable } from '../failure.js';
import type { Settings } from '../settings.js';
import { failureFrom, notPerennial } from './failure-from.js';

/** The API answers within this time, or is not reachable. */
const longestMs = 60_000;

/** The client of the API, with the key in its header. A request without an answer fails as unreachable. */
export function connect({ url, key }: Settings, send: (request: Request) => Promise<Response>): ApiClient {
  const api = createApiClient({
    baseUrl: url,
    headers: { authorization: `Bearer ${key}`, accept: 'application/json' },
    // The key goes to the address that was configured and to no other.
    redirect: 'error',
    fetch: (request) => send(new Request(request, { signal: AbortSignal.timeout(longestMs) })),
  });
  api.use({ onError: ({ error }) => unreachable(`Cannot reach ${url}: ${reasonOf(error)}. Check PERENNIAL_URL or --url.`) });
  return api;
}

interface Reply {
  readonly data?: unknown;
  readonly error?: unknown;
  readonly response: Response;
}

/**
 * The content of a successful response.
 * @throws {Failure} with what the API refused
 */
export async function answer<R extends Reply>(call: Promise<R>): Promise<Exclude<R['data'], undefined>> {
  const { data, error, response } = await call.catch((thrown: unknown) => {
    if (thrown instanceof Failure) throw thrown;
    // The client reads JSON only.
    if (thrown instanceof Error && thrown.name === 'SyntaxError') throw notPerennial(200);
    throw unreachable(
      `The answer ended early: ${reasonOf(thrown)}. Run the command again with the same --idempotency-key, if it has one.`,
    );
  });
  if (!response.ok) throw failureFrom(response.status, error);
  if (data === undefined) throw notPerennial(response.status);
  return data as Exclude<R['data'], undefined>;
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the name of the host cannot be resolved now',
  ECONNRESET: 'the connection was closed',
  ETIMEDOUT: 'there is no answer',
  UND_ERR_CONNECT_TIMEOUT: 'there is no answer',
};

/** `fetch` puts the reason into the cause of its error. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'there is no answer';
  if (error.name === 'TimeoutError') return `there is no answer within ${longestMs / 1000} seconds`;
  const cause = error.cause as { readonly code?: string; readonly message?: string } | undefined;
  return reasons[cause?.code ?? ''] ?? cause?.message ?? error.message;
}
