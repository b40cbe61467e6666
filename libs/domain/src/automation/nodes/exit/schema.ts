import { z } from 'zod';
import { setting } from '../form.js';

/** The reason for the exit. */
export const ExitConfig = z.object({
  note: setting(z.string().max(200).default(''), { title: 'Reason', help: 'Shown on the person’s timeline.', control: 'text' }),
});
export type ExitConfig = z.output<typeof ExitConfig>;
