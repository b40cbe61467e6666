import { z } from 'zod';
import { setting } from '../form.js';

/** The product and the duration of the access. */
export const GrantAccessConfig = z.object({
  // Members have a page for courses only; see `hasMemberPage`.
  productId: setting(z.uuid({ error: 'Choose a course.' }), { title: 'Course', control: 'reference', reference: 'course' }),
  days: setting(z.int().min(1, { error: 'Use at least 1.' }).max(3650).nullable().default(null), {
    title: 'For how many days',
    help: 'Leave empty for permanent access.',
    control: 'number',
  }),
});
export type GrantAccessConfig = z.output<typeof GrantAccessConfig>;
