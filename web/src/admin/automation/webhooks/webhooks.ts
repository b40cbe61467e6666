import type { Schemas } from '@perennial/api-client';
import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../../ui/api/client';

/** A request that arrived at the address of a trigger. */
export type WebhookDelivery = Schemas['WebhookDelivery'];

/** A trigger of an automation. */
export interface TriggerPlace {
  readonly automationId: string;
  readonly nodeId: string;
}

const at = ({ automationId: id, nodeId }: TriggerPlace) => ({ params: { path: { id, nodeId } } });
export const webhookKey = ({ automationId, nodeId }: TriggerPlace) => ['webhooks', automationId, nodeId] as const;

/** The address of a trigger. The first request creates it. */
export const useWebhookAddress = (place: TriggerPlace) =>
  useQuery({
    queryKey: [...webhookKey(place), 'address'],
    queryFn: () => answer(api.PUT('/api/admin/automations/{id}/webhooks/{nodeId}', at(place))),
  });

export const replaceAddress = (place: TriggerPlace) =>
  answer(api.POST('/api/admin/automations/{id}/webhooks/{nodeId}/replace', at(place)));

/** The newest deliveries to a trigger. */
export const useDeliveries = (place: TriggerPlace, enabled: boolean) =>
  useQuery({
    queryKey: [...webhookKey(place), 'deliveries'],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/admin/automations/{id}/webhooks/{nodeId}/deliveries', { ...at(place), signal })),
    enabled,
  });

/** What became of a delivery: in a word, and in a sentence where the word is not enough. */
export const results: Readonly<Record<WebhookDelivery['result'], { readonly label: string; readonly why: string | null }>> = {
  accepted: { label: 'Accepted', why: null },
  repeated: { label: 'Repeated', why: null },
  not_active: {
    label: 'Started nobody',
    why: 'The event was recorded, and started nobody, because the automation was paused or archived.',
  },
  test: { label: 'Test', why: 'It started nobody, because the trigger was not published yet.' },
  refused: { label: 'Refused', why: null },
};
