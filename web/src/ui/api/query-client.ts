import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { showFailure, withdrawFailure } from '../feedback/toasts';
import { ApiFailure } from './failure';

declare module '@tanstack/react-query' {
  interface Register {
    mutationMeta: {
      /** What to say above the reason when it fails, such as "The key was not revoked". Removed when it succeeds later. */
      readonly failed?: string;
    };
  }
}

/** Retries only temporary failures: the network, and a service that restarts. */
const mayPass = (error: unknown) => error instanceof ApiFailure && (error.status === 0 || error.status >= 502);

/** If any request finds that the session has ended, the query for the signed-in person is repeated. */
function noticeSignOut(error: unknown): void {
  if (error instanceof ApiFailure && error.status === 401) void queryClient.invalidateQueries({ queryKey: ['me'] });
}

export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, query) => {
      if (query.queryKey[0] !== 'me') noticeSignOut(error);
    },
  }),
  mutationCache: new MutationCache({
    onError: (error, _variables, _before, mutation) => {
      noticeSignOut(error);
      const { failed } = mutation.meta ?? {};
      if (failed) showFailure(error, failed);
    },
    onSuccess: (_answer, _variables, _before, mutation) => {
      const { failed } = mutation.meta ?? {};
      if (failed) withdrawFailure(failed);
    },
  }),
  defaultOptions: {
    queries: { staleTime: 10_000, retry: (count, error) => mayPass(error) && count < 2, retryDelay: (count) => 400 * 2 ** count },
    mutations: { retry: false },
  },
});
