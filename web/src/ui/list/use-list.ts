import type { paths } from '@perennial/api-client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { answer, api, type Page } from '../api/client';

type AnswerOf<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { 'application/json': infer A } } } };
}
  ? A
  : never;

/** Routes of the admin app that answer with one page of a list, and take nothing in their path. */
export type ListPath = {
  [P in keyof paths]: P extends `/api/admin/${string}{${string}`
    ? never
    : P extends `/api/admin/${string}`
      ? [AnswerOf<P>] extends [never]
        ? never
        : AnswerOf<P> extends Page<unknown>
          ? P
          : never
      : never;
}[keyof paths];

/** An item of a list. */
export type ItemOf<P extends ListPath> = AnswerOf<P> extends Page<infer T> ? T : never;

/** The key of a list: the segments of its address, so that the topic of a resource refreshes its lists. */
const listKey = (path: ListPath): readonly string[] => path.split('/').slice(3);

/** One page of a list. The key is made of the address, so a list needs no hook of its own. */
export const useList = <P extends ListPath>(path: P, query: Readonly<Record<string, unknown>>) =>
  useQuery({
    queryKey: [...listKey(path), query],
    queryFn: async ({ signal }) => {
      // The client's types follow one path at a time; for any path of a list, the answer is a page of its items.
      const page: unknown = await answer(api.GET(path as '/api/admin/products', { params: { query }, signal }));
      return page as Page<ItemOf<P>>;
    },
    placeholderData: keepPreviousData,
  });
