import { z } from 'zod';
import { setting } from '../form.js';

/** To what. */
export const revokeAccessSchema = z.object({
  productId: setting(z.uuid({ error: 'Choose a product.' }), {
    title: 'Product',
    help: 'Only what automations or staff granted is taken back; a paid membership keeps its access.',
    control: 'reference',
    reference: 'product',
  }),
});

/** Settings of a revocation. */
export type RevokeAccessConfig = z.output<typeof revokeAccessSchema>;
