import type { Schemas } from '@perennial/api-client';
import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../ui/api/client';

/** A membership on sale. */
export type PublicPlan = Schemas['PortalPlan'];

export const usePublicPlans = () => useQuery({ queryKey: ['plans'], queryFn: () => answer(api.GET('/api/portal/plans')) });

export const usePublicPlan = (slug: string) =>
  useQuery({
    queryKey: ['plans', slug],
    queryFn: () => answer(api.GET('/api/portal/plans/{slug}', { params: { path: { slug } } })),
  });

export const startCheckout = (slug: string, input: Schemas['CheckoutInput']) =>
  answer(api.POST('/api/portal/plans/{slug}/checkout', { params: { path: { slug } }, body: input }));
