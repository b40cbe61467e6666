import type { Schemas } from '@perennial/api-client';
import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../ui/api/client';
import { automationsKey } from './automation';
import type { RunCommand } from './runs/run';

/** Journeys at the same step with the same error. */
export type AttentionGroup = Schemas['AttentionGroup'];

export const attentionKey = [...automationsKey, 'attention'] as const;

/** Journeys of all automations that need attention. Those of people on test clocks only on request. */
export const useAttention = (test = false) =>
  useQuery({
    queryKey: [...attentionKey, test],
    queryFn: ({ signal }) => answer(api.GET('/api/admin/attention', { params: { query: { test: String(test) } }, signal })),
  });

/** Sends the same command to all journeys with one error at one step. */
export const operateAll = (
  { automationId, nodeId, code }: AttentionGroup,
  test: boolean,
  { action, version = 'current' }: RunCommand,
) =>
  answer(
    api.POST('/api/admin/attention/{action}', {
      params: { path: { action } },
      body: { automationId, nodeId, code, test, version },
    }),
  );
