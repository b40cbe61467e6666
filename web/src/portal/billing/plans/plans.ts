import type { Schemas } from '@perennial/api-client';
import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../../ui/api/client';
import { useMember } from '../../platform/school';

/** A membership on sale, as offered to the current person. No one is offered a second trial. */
export type PublicPlan = Schemas['PortalPlan'];

/** Prices and trials differ by person, so responses are not shared between people. */
const useViewer = (): string => useMember()?.contact.id ?? 'visitor';

export const usePublicPlans = () =>
  useQuery({ queryKey: ['plans', 'all', useViewer()], queryFn: () => answer(api.GET('/api/portal/plans')) });

export const usePublicPlan = (slug: string) =>
  useQuery({
    queryKey: ['plans', 'one', slug, useViewer()],
    queryFn: () => answer(api.GET('/api/portal/plans/{slug}', { params: { path: { slug } } })),
  });

export const startCheckout = (slug: string, input: Schemas['CheckoutInput']) =>
  answer(api.POST('/api/portal/plans/{slug}/checkout', { params: { path: { slug } }, body: input }));
