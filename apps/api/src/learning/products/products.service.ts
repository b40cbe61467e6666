import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Product, Tenancy } from '@perennial/db';
import { Clocks } from '@perennial/services';
import { Repository } from 'typeorm';
import type { z } from 'zod';
import { listPage, matching } from '../../platform/http/lists.js';
import { found, Refusal } from '../../platform/http/refusal.js';
import { iso, type Page } from '../../platform/http/schemas.js';
import { freeSlug } from '../../platform/http/slug.js';
import { assertMemberPage } from './member-page.js';
import type { ProductChange, ProductInput, ProductQuery, ProductView } from './products.schemas.js';

@Injectable()
export class ProductsService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
    @InjectRepository(Product) private readonly products: Repository<Product>,
  ) {}

  list(schoolId: string, asked: z.output<typeof ProductQuery>): Promise<Page<ProductView>> {
    return this.tenancy.withSchool(schoolId, () => {
      const query = this.products.createQueryBuilder('product');
      matching(query, 'product', asked.q);
      if (asked.kind) query.andWhere('product.kind = :kind', { kind: asked.kind });
      if (asked.status) query.andWhere('product.status = :status', { status: asked.status });
      const sorts = { title: 'product.title', createdAt: 'product.createdAt', status: 'product.status' };
      return listPage(query, asked, sorts, '-createdAt', (rows) => rows.map(toProductResponse));
    });
  }

  create(schoolId: string, input: z.output<typeof ProductInput>): Promise<ProductView> {
    assertMemberPage([input], 'kind');
    return this.tenancy.withSchool(schoolId, async () => {
      const taken = await this.tenancy.rows<{ slug: string }>('select slug from product');
      const slug = freeSlug(input.title, new Set(taken.map((row) => row.slug)));
      const made = await this.products.insert({ ...input, slug });
      return this.#read(made.identifiers[0]?.id);
    });
  }

  get(schoolId: string, id: string): Promise<ProductView> {
    return this.tenancy.withSchool(schoolId, () => this.#read(id));
  }

  update(schoolId: string, id: string, change: z.output<typeof ProductChange>): Promise<ProductView> {
    return this.tenancy.withSchool(schoolId, async () => {
      await this.#read(id);
      await this.products.update({ id }, { ...change, updatedAt: this.clocks.wall() });
      return this.#read(id);
    });
  }

  publish(schoolId: string, id: string): Promise<ProductView> {
    return this.#setStatus(schoolId, id, 'published');
  }

  /** Takes a product out of sale. Refused while a published plan opens it: its buyers would find nothing. */
  archive(schoolId: string, id: string): Promise<ProductView> {
    return this.#setStatus(schoolId, id, 'archived');
  }

  #setStatus(schoolId: string, id: string, status: Product['status']): Promise<ProductView> {
    return this.tenancy.withSchool(schoolId, async () => {
      const product = await this.#read(id);
      if (status === 'published') assertMemberPage([product], 'kind');
      if (status === 'archived') await this.#assertUnsold(id);
      await this.products.update({ id }, { status, updatedAt: this.clocks.wall() });
      return this.#read(id);
    });
  }

  async #assertUnsold(id: string): Promise<void> {
    const plan = await this.tenancy.row<{ title: string }>(
      `select p.title from plan_item i join plan p on p.id = i.plan_id where i.product_id = $1 and p.status = 'published' limit 1`,
      [id],
    );
    if (plan)
      throw new Refusal('rule_refused', `The published membership "${plan.title}" includes this product. Remove it there first.`);
  }

  async #read(id: string): Promise<ProductView> {
    return toProductResponse(found(await this.products.findOneBy({ id }), 'product'));
  }
}

const toProductResponse = ({ id, kind, title, slug, description, status, createdAt, updatedAt }: Product): ProductView => ({
  id,
  kind,
  title,
  slug,
  description,
  status,
  createdAt: iso(createdAt),
  updatedAt: iso(updatedAt),
});
