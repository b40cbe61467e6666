import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, type Page, type QueryValue } from '../../ui/api/client';

export type ProductKind = 'course' | 'live_session' | 'download' | 'community';

/** Kinds of products, named as people say them. */
export const productKinds: Readonly<Record<ProductKind, string>> = {
  course: 'Course',
  live_session: 'Live session',
  download: 'Download',
  community: 'Community',
};

export interface Product {
  readonly id: string;
  readonly kind: ProductKind;
  readonly title: string;
  readonly description: string;
  readonly status: 'draft' | 'published' | 'archived';
}

export const productsKey = ['products'] as const;

export const useProducts = (query: Record<string, QueryValue>) =>
  useQuery({
    queryKey: [...productsKey, query],
    queryFn: ({ signal }) => api.get<Page<Product>>('/admin/products', query, signal),
    placeholderData: keepPreviousData,
  });

export const useProduct = (id: string) =>
  useQuery({ queryKey: [...productsKey, id], queryFn: ({ signal }) => api.get<Product>(`/admin/products/${id}`, {}, signal) });
