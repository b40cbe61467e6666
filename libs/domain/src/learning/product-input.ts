import { z } from 'zod';
import { productKinds } from './product-kinds.js';

/** States of what a school publishes: products and plans. */
export const publicationStates = ['draft', 'published', 'archived'] as const;
/** One of {@link publicationStates}. */
export type PublicationState = (typeof publicationStates)[number];

/** The title of a product or a plan. */
export const Title = z.string().trim().min(1, 'give it a title').max(120, 'at most 120 characters');
/** The description of a product or a plan. */
export const Description = z.string().trim().max(5000, 'at most 5000 characters');

/** A product as staff write it. */
export const ProductInput = z
  .object({ kind: z.enum(productKinds), title: Title, description: Description.default('') })
  .meta({ id: 'ProductInput' });
export type ProductInput = z.output<typeof ProductInput>;

/** Any part of a product. */
export const ProductChange = z
  .object({ title: Title.optional(), description: Description.optional() })
  .meta({ id: 'ProductChange' });
export type ProductChange = z.output<typeof ProductChange>;
