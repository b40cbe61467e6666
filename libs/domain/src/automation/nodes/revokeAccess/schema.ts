import { z } from 'zod';
import { setting } from '../form.js';

/** To what. */
export const revokeAccessSchema = z.object({
  productId: setting(z.uuid({ error: 'Choose a product.' }), {
    title: 'Product',
    help: 'Revokes only access granted by automations or staff. A paid membership keeps its access.',
    control: 'reference',
    reference: 'product',
  }),
});

/** Settings of a revocation. */
export type RevokeAccessConfig = z.output<typeof revokeAccessSchema>;
