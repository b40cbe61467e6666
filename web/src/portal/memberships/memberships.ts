import { useQuery } from '@tanstack/react-query';
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

export const useMemberships = () =>
  useQuery({
    queryKey: membershipsKey,
    queryFn: async () => {
      const answer = await api.get<readonly Membership[] | { items: readonly Membership[] }>('/portal/memberships');
      return 'items' in answer ? answer.items : answer;
    },
    refetchOnWindowFocus: true,
  });

export const cancelMembership = (id: string, reason?: string) =>
  api.post(`/portal/memberships/${id}/cancel`, reason ? { reason } : {});
export const undoCancel = (id: string) => api.post(`/portal/memberships/${id}/undo-cancel`);
export const changeCard = (id: string) => api.post<{ url: string }>(`/portal/memberships/${id}/card`);
export const payNow = (id: string) => api.post<Membership>(`/portal/memberships/${id}/pay`);
export const startSubscription = (id: string) => api.post<{ url: string }>(`/portal/memberships/${id}/start`);
