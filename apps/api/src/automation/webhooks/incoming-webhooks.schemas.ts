import { z } from 'zod';
import { Instant } from '../../platform/http/schemas.js';

/** A delivery to an address, as staff see it. */
const WebhookDeliveryView = z
  .object({
    id: z.uuid(),
    receivedAt: Instant,
    result: z.enum(['accepted', 'repeated', 'not_active', 'test', 'refused']).meta({
      description:
        'not_active: the event was recorded, and started nobody, because the automation is paused or archived. test: the trigger is not published, and nothing was recorded about the person.',
    }),
    notes: z.array(z.string()).meta({ description: 'What is missing, or was left out; for a refused delivery, why.' }),
    body: z.unknown().meta({ description: 'Shortened, without passwords, keys and card numbers.' }),
    contactId: z.uuid().nullable(),
    contactName: z.string().nullable(),
  })
  .meta({ id: 'WebhookDelivery' });

export const WebhookDeliveries = z.array(WebhookDeliveryView);
export type WebhookDeliveries = z.output<typeof WebhookDeliveries>;

/** What the sender of a webhook is told. */
export const ReceivedWebhook = z
  .object({ id: z.uuid().nullable().meta({ description: 'The event. Null for a test of a trigger that is not published.' }) })
  .meta({ id: 'ReceivedWebhook' });
export type ReceivedWebhook = z.output<typeof ReceivedWebhook>;
