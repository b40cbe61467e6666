import { z } from 'zod';
import { define } from '../definition.js';
import { text } from '../fields.js';
import { addressedTo, trigger, triggerSample } from '../shared-fields.js';
import { topics } from '../topic-names.js';

/** Data that another system sends with an event. */
const properties = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).meta({ title: 'Properties' });

/** Events from other systems. */
export const integrationsEvents = {
  'custom.event': define({
    label: 'Custom event',
    description: 'An event sent by another system through the API.',
    clause: 'a custom event arrives',
    clauseOf: { field: 'name', clause: (name) => `the custom event ${name} arrives` },
    group: 'Integrations',
    topics: topics.person,
    data: z.object({ name: text('Name'), properties }),
    sample: { name: 'webinar.attended', properties: { minutes: 42 } },
    personal: ['properties'],
  }),
  'webhook.received': define({
    label: 'Incoming webhook',
    description: 'Another system, such as a form or a shop, calls an address of this automation.',
    clause: 'a webhook arrives',
    group: 'Integrations',
    topics: topics.person,
    addressedTo,
    onlyStarts: true,
    data: z.object({ ...trigger, properties }),
    sample: { ...triggerSample, properties: { orderNumber: 'A-1042', total: 59, newsletter: true } },
    personal: ['properties'],
  }),
} as const;
