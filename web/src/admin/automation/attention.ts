import type { Schemas } from '@perennial/api-client';
import type { AttentionAction } from '@perennial/domain/automation';
import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../ui/api/client';
import { automationsKey } from './automation';
import type { RetryVersion } from './runs/run';

/** Journeys at the same step with the same error. */
export type AttentionGroup = Schemas['AttentionGroup'];

export const attentionKey = [...automationsKey, 'attention'] as const;

/** Journeys of all automations that need attention. Those of people on test clocks only on request. */
export const useAttention = (test = false) =>
  useQuery({
    queryKey: [...attentionKey, test],
    queryFn: ({ signal }) => answer(api.GET('/api/admin/attention', { params: { query: { test: String(test) } }, signal })),
  });

/** What journeys have in common that need attention for the same reason. */
export type SameError = Pick<AttentionGroup, 'automationId' | 'nodeId' | 'code'>;
/** How many journeys a command concerns, and the request, whose progress can be read. */
export type Operated = Schemas['Operated'];

/** A command to journeys with one error: to all, or to those that are named. */
export interface GroupCommand {
  readonly action: AttentionAction;
  readonly version?: RetryVersion;
  /** The step at which they continue, if they are routed. */
  readonly to?: string;
  readonly runIds?: readonly string[];
}

/** Sends the same command to journeys with one error at one step. Returns how many it concerns, and the request. */
export const operateAll = (
  { automationId, nodeId, code }: SameError,
  test: boolean,
  { action, version = 'current', to, runIds }: GroupCommand,
) =>
  answer(
    api.POST('/api/admin/attention/{action}', {
      params: { path: { action } },
      body: { automationId, nodeId, code, test, version, ...(to && { to }), ...(runIds && { runIds: [...runIds] }) },
    }),
  );
