import { Product } from '@perennial/db';
import { hasMemberPage, productKinds, publicationStates } from '@perennial/domain/learning';
import { z } from 'zod';
import { listModule } from '../../identity/lists/list-module.js';
import { ProductKind, ProductView, toProductView } from './products.schemas.js';

/** The products of a school. */
export const ProductListModule = listModule({
  path: 'products',
  tag: 'Products',
  summary: 'Courses and other content, a page at a time',
  name: 'Product',
  entity: Product,
  search: 'product',
  sorts: { title: 'row.title', createdAt: 'row.createdAt', status: 'row.status' },
  defaultSort: '-createdAt',
  filters: {
    kind: ProductKind.optional(),
    status: z.enum(publicationStates).optional(),
    /** Only kinds that members have a page for: what a membership can include. */
    memberPage: z.stringbool().default(false),
  },
  item: ProductView,
  narrow(query, { kind, status, memberPage }) {
    if (kind) query.andWhere('row.kind = :kind', { kind });
    if (status) query.andWhere('row.status = :status', { status });
    if (memberPage) query.andWhere('row.kind = any(:kinds)', { kinds: productKinds.filter(hasMemberPage) });
  },
  view: toProductView,
});
