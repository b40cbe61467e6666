import type { Schemas } from '@perennial/api-client';
import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../ui/api/client';
import { automationsKey } from './automation';
import type { RunAction } from './runs/run';

/** Journeys that stand at the same step with the same error. */
export type AttentionGroup = Schemas['AttentionGroup'];

export const attentionKey = [...automationsKey, 'attention'] as const;

/** Journeys that cannot go on by themselves, of every automation; of people on test clocks only when they are asked for. */
export const useAttention = (test = false) =>
  useQuery({
    queryKey: [...attentionKey, test],
    queryFn: ({ signal }) => answer(api.GET('/api/admin/attention', { params: { query: { test: String(test) } }, signal })),
  });

/** Tells all journeys with one error at one step the same. */
export const operateAll = ({ automationId, nodeId, code }: AttentionGroup, test: boolean, action: RunAction) =>
  answer(api.POST('/api/admin/attention/{action}', { params: { path: { action } }, body: { automationId, nodeId, code, test } }));
