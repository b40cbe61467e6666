import type { Schemas } from '@perennial/api-client';
import type { ApprovalAnswer } from '@perennial/domain/automation';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { answer, api } from '../../../ui/api/client';

/** A question of a journey to the staff. */
export type Approval = Schemas['Approval'];

export type ApprovalState = 'open' | 'answered';

export const approvalsKey = ['approvals'] as const;

/** Questions that wait for an answer, or those that were answered. */
export const useApprovals = (state: ApprovalState, mine = false) =>
  useQuery({
    queryKey: [...approvalsKey, state, mine],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/admin/approvals', { params: { query: { state, mine: String(mine) } }, signal })),
    placeholderData: keepPreviousData,
  });

export const decideApproval = (id: string, decision: { readonly answer: ApprovalAnswer; readonly note: string }) =>
  answer(api.POST('/api/admin/approvals/{id}/decide', { params: { path: { id } }, body: decision }));
