import { z } from 'zod';
import { setting } from '../form.js';

/** The automation that is stopped for the person. */
export const StopAutomationConfig = z.object({
  automation: setting(z.uuid({ error: 'Choose an automation.' }), {
    title: 'Automation',
    help: 'The person’s journeys through it end.',
    control: 'reference',
    reference: 'automation',
  }),
});
export type StopAutomationConfig = z.output<typeof StopAutomationConfig>;
