import { useQuery } from '@tanstack/react-query';
import { api } from '../../ui/api/client';

/** A membership on sale. */
export interface PublicPlan {
  readonly id: string;
  readonly title: string;
  readonly slug: string;
  readonly description: string;
  readonly priceAmount: number;
  readonly oldPriceAmount: number | null;
  readonly currency: string;
  readonly intervalMonths: number;
  readonly trialDays: number;
  readonly requireCardBeforeTrial: boolean;
  readonly products: readonly { readonly title: string; readonly kind: string; readonly description: string | null }[];
  readonly termsSentence: string;
}

export const usePublicPlans = () =>
  useQuery({
    queryKey: ['plans'],
    queryFn: async () => {
      const answer = await api.get<readonly PublicPlan[] | { items: readonly PublicPlan[] }>('/portal/plans');
      return 'items' in answer ? answer.items : answer;
    },
  });

export const usePublicPlan = (slug: string) =>
  useQuery({ queryKey: ['plans', slug], queryFn: () => api.get<PublicPlan>(`/portal/plans/${encodeURIComponent(slug)}`) });

export const startCheckout = (slug: string, input: { email?: string; name?: string; timeZone: string }) =>
  api.post<{ url: string }>(`/portal/plans/${encodeURIComponent(slug)}/checkout`, input);
