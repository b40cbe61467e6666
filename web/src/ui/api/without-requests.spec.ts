import { describe, expect, it } from '@jest/globals';
import { QueryClient } from '@tanstack/react-query';
import { withoutRequests } from './without-requests';

describe('the end of a session', () => {
  it('waits for a query in progress, and comes at once without one', async () => {
    const queries = new QueryClient();
    const order: string[] = [];
    const ending = () => withoutRequests(queries, async () => void order.push('ended'));
    const query = queries.fetchQuery({
      queryKey: ['home'],
      queryFn: async () => {
        await new Promise((resolve) => setTimeout(resolve, 120));
        order.push('answered');
        return null;
      },
    });
    await Promise.all([query, ending()]);
    expect(order).toEqual(['answered', 'ended']);
    await ending();
    expect(order).toHaveLength(3);
    queries.clear();
  });

  it('comes after a second, however long a query takes', async () => {
    const queries = new QueryClient();
    let answer = () => {};
    const query = queries.fetchQuery({
      queryKey: ['slow'],
      queryFn: () => new Promise((resolve) => (answer = () => resolve(null))),
    });
    expect(await withoutRequests(queries, async () => 'ended')).toBe('ended');
    answer();
    await query;
    queries.clear();
  });
});
