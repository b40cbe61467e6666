import type { Schemas } from '@perennial/api-client';
import { tagSortColumns } from '@perennial/domain/people';
import { sortOrders } from '@perennial/domain/search';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { answer, api, type ListQuery } from '../../../ui/api/client';
import { oneOf } from '../../../ui/api/query';

export type Tag = Schemas['Tag'];
export type TagDetail = Schemas['TagDetail'];

export const tagsKey = ['tags'] as const;

const sorts = sortOrders(tagSortColumns);
const at = (id: string) => ({ params: { path: { id } } });

export const useTags = (query: ListQuery) =>
  useQuery({
    queryKey: [...tagsKey, query],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/admin/tags', { params: { query: { ...query, sort: oneOf(sorts, query.sort) } }, signal })),
    placeholderData: keepPreviousData,
  });

/** A tag with the automations that use it. */
export const useTag = (id: string) =>
  useQuery({ queryKey: [...tagsKey, id], queryFn: () => answer(api.GET('/api/admin/tags/{id}', at(id))) });

export const createTag = (name: string) => answer(api.POST('/api/admin/tags', { body: { name } }));
export const renameTag = (id: string, name: string) => answer(api.PATCH('/api/admin/tags/{id}', { ...at(id), body: { name } }));
export const mergeTag = (id: string, intoId: string) =>
  answer(api.POST('/api/admin/tags/{id}/merge', { ...at(id), body: { intoId } }));
export const deleteTag = (id: string) => answer(api.DELETE('/api/admin/tags/{id}', at(id)));
