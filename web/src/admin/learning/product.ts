import type { Schemas } from '@perennial/api-client';
import { queryOptions, useQueries, useQuery } from '@tanstack/react-query';
import { answer, api } from '../../ui/api/client';

export type ProductKind = Product['kind'];

/** Kinds of products, named as people say them. */
export const productKinds: Readonly<Record<ProductKind, string>> = {
  course: 'Course',
  live_session: 'Live session',
  download: 'Download',
  community: 'Community',
};

export type Product = Schemas['Product'];

export const productsKey = ['products'] as const;
const productQuery = (id: string) =>
  queryOptions({
    queryKey: [...productsKey, id],
    queryFn: ({ signal }) => answer(api.GET('/api/admin/products/{id}', { params: { path: { id } }, signal })),
  });

export const useProduct = (id: string) => useQuery(productQuery(id));

/** Products by their ids, in that order, as far as they are loaded. */
export const useProductsById = (ids: readonly string[]): readonly Product[] =>
  useQueries({ queries: ids.map(productQuery), combine: (found) => found.flatMap(({ data }) => data ?? []) });
