import { z } from 'zod';
import { define } from '../definition.js';
import { text } from '../fields.js';
import { topics } from '../topic-names.js';

/** Events from other systems. */
export const integrationsEvents = {
  'custom.event': define({
    label: 'Custom event',
    description: 'An event sent by another system through the API.',
    clause: 'a custom event arrives',
    clauseOf: { field: 'name', clause: (name) => `the custom event ${name} arrives` },
    group: 'Integrations',
    topics: topics.person,
    data: z.object({
      name: text('Name'),
      properties: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).meta({ title: 'Properties' }),
    }),
    sample: { name: 'webinar.attended', properties: { minutes: 42 } },
    personal: ['properties'],
  }),
} as const;
