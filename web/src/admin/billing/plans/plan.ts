import type { Schemas } from '@perennial/api-client';
import { planSortColumns } from '@perennial/domain/billing';
import { publicationStates } from '@perennial/domain/learning';
import { sortOrders } from '@perennial/domain/search';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { answer, api, type ListQuery } from '../../../ui/api/client';
import { oneOf } from '../../../ui/api/query';

/** A plan for sale. The screens call it a membership. */
export type Plan = Schemas['Plan'];
export type PlanInput = Schemas['PlanInput'];
export type PlanStatus = Plan['status'];

export const plansKey = ['plans'] as const;
const sorts = sortOrders(planSortColumns);
const at = (id: string) => ({ params: { path: { id } } });

export const usePlans = ({ status, ...query }: ListQuery & { status?: string }) =>
  useQuery({
    queryKey: [...plansKey, query, status],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/admin/plans', {
          params: { query: { ...query, sort: oneOf(sorts, query.sort), status: oneOf(publicationStates, status) } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });

export const usePlan = (id: string) =>
  useQuery({
    queryKey: [...plansKey, id],
    queryFn: ({ signal }) => answer(api.GET('/api/admin/plans/{id}', { ...at(id), signal })),
  });

export const createPlan = (input: PlanInput) => answer(api.POST('/api/admin/plans', { body: input }));
export const changePlan = (id: string, input: Schemas['PlanChange']) =>
  answer(api.PATCH('/api/admin/plans/{id}', { ...at(id), body: input }));
export const publishPlan = (id: string) => answer(api.POST('/api/admin/plans/{id}/publish', at(id)));
export const unpublishPlan = (id: string) => answer(api.POST('/api/admin/plans/{id}/unpublish', at(id)));
export const archivePlan = (id: string) => answer(api.POST('/api/admin/plans/{id}/archive', at(id)));
