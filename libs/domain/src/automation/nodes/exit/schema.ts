import { z } from 'zod';
import { setting } from '../form.js';

/** Why people leave here. */
export const exitSchema = z.object({
  note: setting(z.string().max(200).default(''), { title: 'Reason', help: 'Shown on the person’s timeline.', control: 'text' }),
});

/** Settings of an exit. */
export type ExitConfig = z.output<typeof exitSchema>;
