import { productKinds } from '@perennial/domain/learning';
import { z } from 'zod';
import { Instant, listQuery, pageOf } from '../../platform/http/schemas.js';

export const ProductKind = z.enum(productKinds);
const title = z.string().trim().min(1, 'give it a title').max(120, 'at most 120 characters');
const description = z.string().trim().max(5000, 'at most 5000 characters');

export const ProductInput = z
  .object({ kind: ProductKind, title, description: description.default('') })
  .meta({ id: 'ProductInput' });
export const ProductChange = z
  .object({ title: title.optional(), description: description.optional() })
  .meta({ id: 'ProductChange' });
export const ProductQuery = listQuery(['title', 'createdAt', 'status']).extend({
  kind: ProductKind.optional(),
  status: z.enum(['draft', 'published', 'archived']).optional(),
});
export const ProductResponse = z
  .object({
    id: z.uuid(),
    kind: ProductKind,
    title: z.string(),
    slug: z.string(),
    description: z.string(),
    status: z.enum(['draft', 'published', 'archived']),
    createdAt: Instant,
    updatedAt: Instant,
  })
  .meta({ id: 'Product' });
export const ProductPage = pageOf(ProductResponse, 'ProductPage');
export type ProductView = z.infer<typeof ProductResponse>;
