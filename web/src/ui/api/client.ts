import { ApiFailure, failureFrom } from './failure';

export type QueryValue = string | number | boolean | null | undefined;

interface RequestOptions {
  readonly query?: Readonly<Record<string, QueryValue>>;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/** `?a=1&b=2` without the empty ones. */
export function queryString(query: Readonly<Record<string, QueryValue>> = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value));
  }
  const text = search.toString();
  return text ? `?${text}` : '';
}

async function send<T>(method: string, path: string, { query, body, signal }: RequestOptions = {}): Promise<T> {
  const changes = method !== 'GET';
  let response: Response;
  try {
    response = await fetch(`/api${path}${queryString(query)}`, {
      method,
      credentials: 'same-origin',
      headers: { accept: 'application/json', ...(changes && { 'content-type': 'application/json' }) },
      ...(changes && { body: JSON.stringify(body ?? {}) }),
      ...(signal && { signal }),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiFailure(0, { code: 'offline', message: 'No connection. Nothing was changed; try again when you are online.' });
  }
  const text = await response.text();
  let answer: unknown;
  try {
    answer = text === '' ? undefined : JSON.parse(text);
  } catch {
    answer = undefined;
  }
  if (!response.ok) throw failureFrom(response.status, answer);
  return answer as T;
}

/** The api, relative to `/api`. Each feature names its answers' types where it calls. */
export const api = {
  get: <T>(path: string, query?: RequestOptions['query'], signal?: AbortSignal) =>
    send<T>('GET', path, { ...(query && { query }), ...(signal && { signal }) }),
  post: <T = unknown>(path: string, body?: unknown) => send<T>('POST', path, { body }),
  put: <T = unknown>(path: string, body?: unknown) => send<T>('PUT', path, { body }),
  patch: <T = unknown>(path: string, body?: unknown) => send<T>('PATCH', path, { body }),
  delete: <T = unknown>(path: string) => send<T>('DELETE', path),
};

/** One page of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
}
