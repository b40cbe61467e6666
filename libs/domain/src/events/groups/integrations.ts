import { z } from 'zod';
import { define } from '../definition.js';
import { text } from '../fields.js';

/** What other systems tell. */
export const integrationsEvents = {
  'custom.event': define({
    label: 'Custom event',
    description: 'An event sent by another system through the API.',
    group: 'Integrations',
    data: z.object({
      name: text('Name'),
      properties: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).meta({ title: 'Properties' }),
    }),
    sample: { name: 'webinar.attended', properties: { minutes: 42 } },
    personal: ['properties'],
  }),
} as const;
