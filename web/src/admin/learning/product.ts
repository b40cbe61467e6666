import type { Schemas } from '@perennial/api-client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { answer, api, type ListQuery } from '../../ui/api/client';
import { oneOf } from '../../ui/api/query';

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
const sorts = ['title', 'createdAt', 'status', '-title', '-createdAt', '-status'] as const;

export const useProducts = (query: ListQuery) =>
  useQuery({
    queryKey: [...productsKey, query],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/admin/products', { params: { query: { ...query, sort: oneOf(sorts, query.sort) } }, signal })),
    placeholderData: keepPreviousData,
  });

export const useProduct = (id: string) =>
  useQuery({
    queryKey: [...productsKey, id],
    queryFn: ({ signal }) => answer(api.GET('/api/admin/products/{id}', { params: { path: { id } }, signal })),
  });
