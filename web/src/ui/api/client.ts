import { createApiClient } from '@perennial/api-client';
import { ApiFailure, failureFrom } from './failure';
import { queryString } from './query';

/** The api: a wrong path, parameter or body does not compile. What it answers is taken out with {@link answer}. */
export const api = createApiClient({
  baseUrl: '',
  credentials: 'same-origin',
  headers: { accept: 'application/json' },
  querySerializer: queryString,
});

api.use({
  // The api takes changes as JSON only, also those that say nothing more than their address.
  onRequest: ({ request }) =>
    request.method === 'GET' || request.headers.has('content-type')
      ? undefined
      : new Request(request, {
          body: '{}',
          headers: { ...Object.fromEntries(request.headers), 'content-type': 'application/json' },
        }),
  onError: ({ request }) =>
    request.signal.aborted
      ? undefined
      : new ApiFailure(0, { code: 'offline', message: 'No connection. Nothing was changed. Try again when you are online.' }),
});

interface Reply {
  readonly data?: unknown;
  readonly error?: unknown;
  readonly response: Response;
}

/** What a call answers; a refusal is thrown as an {@link ApiFailure}. */
export async function answer<R extends Reply>(call: Promise<R>): Promise<Exclude<R['data'], undefined>> {
  const { data, error, response } = await call;
  if (!response.ok) throw failureFrom(response.status, error);
  return data as Exclude<R['data'], undefined>;
}

/** One page of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
}

/** What a list's address asks for, before the api's own words are found in it. */
export interface ListQuery {
  readonly q?: string;
  readonly sort?: string;
  readonly page?: number;
  readonly pageSize?: number;
}
