import { AsyncLocalStorage } from 'node:async_hooks';

const scope = new AsyncLocalStorage<string>();

/** ID of the request or webhook that caused the running code; null if there is none. */
export const currentRequest = (): string | null => scope.getStore() ?? null;

/** Runs `work` and everything that it awaits with the ID of a request, if there is one. */
export const onAccountOf = <T>(requestId: string | null, work: () => T): T =>
  requestId === null ? work() : scope.run(requestId, work);

/** Fields for every log line, so that one search finds everything that a request caused in all processes. */
export const requestFields = (): { requestId?: string } => {
  const requestId = currentRequest();
  return requestId === null ? {} : { requestId };
};
