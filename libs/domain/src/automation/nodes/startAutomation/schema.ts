import { z } from 'zod';
import { setting } from '../form.js';

/** The automation that is started for the person. */
export const StartAutomationConfig = z.object({
  automation: setting(z.uuid({ error: 'Choose an automation.' }), {
    title: 'Automation',
    help: 'It needs the trigger “Added by staff or a program”. Its entry rules apply.',
    control: 'reference',
    reference: 'automation',
  }),
});
export type StartAutomationConfig = z.output<typeof StartAutomationConfig>;
