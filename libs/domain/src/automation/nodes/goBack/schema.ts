import { z } from 'zod';
import { setting } from '../form.js';

/** How often a journey can go back: at one step, and at all steps of an automation together. */
export const goBackLimits = { times: 20, total: 100 } as const;

/** The earlier step, and how often a journey goes back to it. */
export const GoBackConfig = z.object({
  target: setting(z.string().regex(/^[A-Za-z0-9][\w-]{0,63}$/, { error: 'Choose an earlier step.' }), {
    title: 'Go back to',
    control: 'earlierStep',
  }),
  times: setting(
    z
      .int({ error: 'Use a whole number.' })
      .min(1, { error: 'Use at least 1.' })
      .max(goBackLimits.times, { error: `Use at most ${goBackLimits.times}.` }),
    {
      title: 'How many times at most',
      help: 'Counted for each journey. After that, it continues below this step.',
      control: 'number',
    },
  ),
});
export type GoBackConfig = z.output<typeof GoBackConfig>;
