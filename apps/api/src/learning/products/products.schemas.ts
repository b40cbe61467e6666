import type { Product } from '@perennial/db';
import { productKinds, publicationStates } from '@perennial/domain/learning';
import { z } from 'zod';
import { Instant, iso } from '../../platform/http/schemas.js';

export const ProductKind = z.enum(productKinds);
export const ProductView = z
  .object({
    id: z.uuid(),
    kind: ProductKind,
    title: z.string(),
    slug: z.string(),
    description: z.string(),
    status: z.enum(publicationStates),
    createdAt: Instant,
    updatedAt: Instant,
  })
  .meta({ id: 'Product' });
export type ProductView = z.output<typeof ProductView>;

export const toProductView = ({ id, kind, title, slug, description, status, createdAt, updatedAt }: Product): ProductView => ({
  id,
  kind,
  title,
  slug,
  description,
  status,
  createdAt: iso(createdAt),
  updatedAt: iso(updatedAt),
});
