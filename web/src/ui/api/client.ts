import { createApiClient } from '@perennial/api-client';
import { fetchOrTakeEarly } from './early-requests';
import { ApiFailure, failureFrom } from './failure';
import { queryString } from './query';

/** The API client. A wrong path, parameter or body does not compile. {@link answer} returns the data of a response. */
export const api = createApiClient({
  baseUrl: '',
  credentials: 'same-origin',
  fetch: fetchOrTakeEarly,
  headers: { accept: 'application/json' },
  querySerializer: queryString,
});

api.use({
  // The API accepts changes only as JSON, even without a body.
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

/** Returns the data of a response, or throws an {@link ApiFailure}. */
export async function answer<R extends Reply>(call: Promise<R>): Promise<Exclude<R['data'], undefined>> {
  const { data, error, response } = await call;
  if (!response.ok) throw failureFrom(response.status, error);
  return data as Exclude<R['data'], undefined>;
}

/** One page of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly total: number;
  /** False where there are more than the total. */
  readonly totalIsExact: boolean;
  readonly page: number;
  readonly pageSize: number;
}

/** List parameters in the address, before they are validated. */
export interface ListQuery {
  readonly q?: string;
  readonly sort?: string;
  readonly page?: number;
  readonly pageSize?: number;
}
