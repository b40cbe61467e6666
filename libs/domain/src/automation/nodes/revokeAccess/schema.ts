import { z } from 'zod';
import { setting } from '../form.js';

/** The product of the grant. */
export const RevokeAccessConfig = z.object({
  productId: setting(z.uuid({ error: 'Choose a product.' }), {
    title: 'Product',
    help: 'Revokes only access granted by automations or staff. A paid membership keeps its access.',
    control: 'reference',
    reference: 'product',
  }),
});
export type RevokeAccessConfig = z.output<typeof RevokeAccessConfig>;
