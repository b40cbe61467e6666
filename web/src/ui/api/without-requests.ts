import type { QueryClient } from '@tanstack/react-query';

const pauseMs = 50;
const mostPauses = 20;

/**
 * Ends a session once no query is in progress, or after a second at the latest: the server would refuse a query that it receives after the
 * end of its session.
 */
export async function withoutRequests<T>(queries: QueryClient, endSession: () => Promise<T>): Promise<T> {
  for (let pauses = 0; queries.isFetching() > 0 && pauses < mostPauses; pauses++)
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  return endSession();
}
