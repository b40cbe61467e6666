import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Product, Tenancy } from '@perennial/db';
import { ProductChange, ProductInput } from '@perennial/domain/learning';
import { Clocks } from '@perennial/services';
import { Repository } from 'typeorm';
import { found, Refusal } from '../../platform/http/refusal.js';
import { freeSlug } from '../../platform/http/slug.js';
import { assertMemberPage } from './member-page.js';
import { type ProductView, toProductView } from './products.schemas.js';

@Injectable()
export class ProductsService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
    @InjectRepository(Product) private readonly products: Repository<Product>,
  ) {}

  create(schoolId: string, input: ProductInput): Promise<ProductView> {
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

  update(schoolId: string, id: string, change: ProductChange): Promise<ProductView> {
    return this.tenancy.withSchool(schoolId, async () => {
      await this.#read(id);
      await this.products.update({ id }, { ...change, updatedAt: this.clocks.wall() });
      return this.#read(id);
    });
  }

  publish(schoolId: string, id: string): Promise<ProductView> {
    return this.#setStatus(schoolId, id, 'published');
  }

  /** Archives a product. Refused while a published plan includes it, because its buyers would get nothing. */
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
    return toProductView(found(await this.products.findOneBy({ id }), 'product'));
  }
}
