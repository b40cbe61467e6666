import { type QueryClient, useQuery } from '@tanstack/react-query';
import { api } from '../../ui/api/client';

export type MembershipAction = 'cancel' | 'undo_cancel' | 'change_card' | 'pay_now' | 'start_subscription';

export interface Invoice {
  readonly id: string;
  readonly number: string | null;
  readonly status: string;
  readonly amountPaid: number;
  readonly amountDue: number;
  readonly currency: string;
  readonly issuedAt: string;
  readonly hostedUrl: string | null;
}

/** A member's hold on a plan, as the portal shows it. */
export interface Membership {
  readonly id: string;
  readonly planTitle: string;
  readonly state: string;
  readonly stateSentence: string;
  readonly priceAmount: number;
  readonly currency: string;
  readonly intervalMonths: number;
  readonly trialEndsAt: string | null;
  readonly currentPeriodEndsAt: string | null;
  readonly endsAt: string | null;
  readonly graceEndsAt: string | null;
  readonly hasCard: boolean;
  readonly nextCharge: { readonly amount: number; readonly currency: string; readonly at: string } | null;
  readonly actions: readonly MembershipAction[];
  readonly invoices: readonly Invoice[];
}

export const membershipsKey = ['memberships'] as const;

const loadMemberships = async () => {
  const answer = await api.get<readonly Membership[] | { items: readonly Membership[] }>('/portal/memberships');
  return 'items' in answer ? answer.items : answer;
};

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Stripe answers a change first and the membership follows a moment later: reads again until it shows, so that nobody sees the old
 * state after the new one was announced.
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

export const useMemberships = () =>
  useQuery({
    queryKey: membershipsKey,
    queryFn: loadMemberships,
    refetchOnWindowFocus: true,
  });

export const cancelMembership = (id: string, reason?: string) =>
  api.post(`/portal/memberships/${id}/cancel`, reason ? { reason } : {});
export const undoCancel = (id: string) => api.post(`/portal/memberships/${id}/undo-cancel`);
export const changeCard = (id: string) => api.post<{ url: string }>(`/portal/memberships/${id}/card`);
export const payNow = (id: string) => api.post<Membership>(`/portal/memberships/${id}/pay`);
export const startSubscription = (id: string) => api.post<{ url: string }>(`/portal/memberships/${id}/start`);
