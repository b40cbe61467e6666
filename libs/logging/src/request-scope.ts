import { AsyncLocalStorage } from 'node:async_hooks';

const scope = new AsyncLocalStorage<string>();

/** The id of the request, the click or the webhook, on whose account the running code works; null where there is none. */
export const currentRequest = (): string | null => scope.getStore() ?? null;

/** Runs `work`, with all that it awaits, on account of a request. Without one it runs as it is. */
export const onAccountOf = <T>(requestId: string | null, work: () => T): T =>
  requestId === null ? work() : scope.run(requestId, work);

/** Fields for every log line, so that one search follows a click through every process. */
export const requestFields = (): { requestId?: string } => {
  const requestId = currentRequest();
  return requestId === null ? {} : { requestId };
};
