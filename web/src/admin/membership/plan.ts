import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, type Page, type QueryValue } from '../../ui/api/client';
import type { IntervalMonths } from '../../ui/values/money';

export type PlanStatus = 'draft' | 'published' | 'archived';

/** What the wizard asks for. */
export interface PlanInput {
  readonly title: string;
  readonly description: string;
  readonly priceAmount: number;
  readonly oldPriceAmount: number | null;
  readonly currency?: string;
  readonly intervalMonths: IntervalMonths;
  readonly trialDays: number;
  readonly requireCardBeforeTrial: boolean;
  readonly productIds: readonly string[];
}

/** What is sold; the screens call it Membership. */
export interface Plan extends PlanInput {
  readonly id: string;
  readonly slug: string;
  readonly currency: string;
  readonly status: PlanStatus;
  readonly publishedAt: string | null;
  readonly memberCount: number;
  readonly products: readonly { readonly id: string; readonly title: string; readonly kind: string }[];
  readonly publicUrl: string;
}

export const plansKey = ['plans'] as const;

export const usePlans = (query: Record<string, QueryValue>) =>
  useQuery({
    queryKey: [...plansKey, query],
    queryFn: ({ signal }) => api.get<Page<Plan>>('/admin/plans', query, signal),
    placeholderData: keepPreviousData,
  });

export const usePlan = (id: string) =>
  useQuery({ queryKey: [...plansKey, id], queryFn: ({ signal }) => api.get<Plan>(`/admin/plans/${id}`, {}, signal) });

export const createPlan = (input: PlanInput) => api.post<Plan>('/admin/plans', input);
export const changePlan = (id: string, input: Partial<PlanInput>) => api.patch<Plan>(`/admin/plans/${id}`, input);
export const publishPlan = (id: string) => api.post<Plan>(`/admin/plans/${id}/publish`);
export const unpublishPlan = (id: string) => api.post<Plan>(`/admin/plans/${id}/unpublish`);
export const archivePlan = (id: string) => api.post<Plan>(`/admin/plans/${id}/archive`);
