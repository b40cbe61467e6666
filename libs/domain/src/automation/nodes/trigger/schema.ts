import { z } from 'zod';
import { always, Condition } from '../../../conditions/index.js';
import { publicEventTypes } from '../../../events/catalogue.js';
import { setting } from '../form.js';

/** What starts the automation, and for whom. */
export const TriggerConfig = z.object({
  eventType: setting(z.enum(publicEventTypes, { error: 'Choose what starts it.' }), {
    title: 'When this happens',
    control: 'eventType',
  }),
  filters: setting(Condition.default(always), {
    title: 'Only if',
    help: 'Leave empty to start it every time.',
    control: 'condition',
  }),
});
export type TriggerConfig = z.output<typeof TriggerConfig>;
