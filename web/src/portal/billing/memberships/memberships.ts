import type { Schemas } from '@perennial/api-client';
import { type QueryClient, useQuery } from '@tanstack/react-query';
import { answer, api } from '../../../ui/api/client';

export type Invoice = Schemas['Invoice'];

/** A membership as the portal shows it. */
export type Membership = Schemas['Membership'];

export const membershipsKey = ['memberships'] as const;

const loadMemberships = () => answer(api.GET('/api/portal/memberships'));
const at = (id: string) => ({ params: { path: { id } } });

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * The membership follows a change at Stripe with a short delay. Polls until the change is visible, so that the old state is not
 * shown after the success message.
 */
export async function settled(queries: QueryClient, id: string): Promise<void> {
  const of = (list: readonly Membership[] | undefined) => JSON.stringify(list?.find((membership) => membership.id === id));
  const before = of(queries.getQueryData(membershipsKey));
  for (let attempt = 0; attempt < 12; attempt++) {
    const now = await loadMemberships();
    if (of(now) !== before) return void queries.setQueryData(membershipsKey, now);
    await pause(attempt < 4 ? 400 : 1000);
  }
  await queries.invalidateQueries({ queryKey: membershipsKey });
}

/** The member's own; `enabled` is false for a visitor, who has none. */
export const useMemberships = (enabled = true) =>
  useQuery({
    enabled,
    queryKey: membershipsKey,
    queryFn: loadMemberships,
    refetchOnWindowFocus: true,
  });

export const cancelMembership = (id: string, reason?: string) =>
  answer(api.POST('/api/portal/memberships/{id}/cancel', { ...at(id), body: reason ? { reason } : {} }));
export const undoCancel = (id: string) => answer(api.POST('/api/portal/memberships/{id}/undo-cancel', at(id)));
export const changeCard = (id: string) => answer(api.POST('/api/portal/memberships/{id}/card', at(id)));
/** Back from Stripe's page for another card. */
export const confirmCard = (id: string) => answer(api.POST('/api/portal/memberships/{id}/card/confirm', at(id)));
export const payNow = (id: string) => answer(api.POST('/api/portal/memberships/{id}/pay', at(id)));
export const startSubscription = (id: string) => answer(api.POST('/api/portal/memberships/{id}/start', at(id)));

/** Name of the message that a membership was cancelled. */
export const cancelled = (id: string): string => `cancelled:${id}`;
