import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Plan, PlanItem, School, StripeConnection, Tenancy } from '@perennial/db';
import { oldPriceProblem, type PlanChange, type PlanInput } from '@perennial/domain/billing';
import { Clocks } from '@perennial/services';
import { StripeNotConnectedError } from '@perennial/stripe';
import { Repository } from 'typeorm';
import { assertMemberPage } from '../../learning/products/member-page.js';
import { found, notFound, Refusal } from '../../platform/http/refusal.js';
import { freeSlug } from '../../platform/http/slug.js';
import { PaymentPages } from './payment-pages.js';
import { PlanPricing } from './plan-pricing.js';
import { PlanProducts } from './plan-products.js';
import { PlanViews } from './plan-views.js';
import type { PlanView } from './plans.schemas.js';

/** Membership plans: creates, publishes, reprices and archives them. */
@Injectable()
export class PlansService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
    private readonly views: PlanViews,
    private readonly planProducts: PlanProducts,
    private readonly pricing: PlanPricing,
    private readonly pages: PaymentPages,
    @InjectRepository(Plan) private readonly plans: Repository<Plan>,
    @InjectRepository(PlanItem) private readonly planItems: Repository<PlanItem>,
    @InjectRepository(School) private readonly schools: Repository<School>,
    @InjectRepository(StripeConnection) private readonly stripeConnections: Repository<StripeConnection>,
  ) {}

  create(schoolId: string, { productIds, ...input }: PlanInput): Promise<PlanView> {
    assertOldPrice(input.priceAmount, input.oldPriceAmount);
    return this.tenancy.withSchool(schoolId, async () => {
      const school = await this.schools.findOneByOrFail({ id: schoolId });
      const taken = await this.tenancy.rows<{ slug: string }>('select slug from plan');
      const made = await this.plans.insert({
        ...input,
        currency: input.currency ?? school.currency,
        slug: freeSlug(input.title, new Set(taken.map((row) => row.slug))),
      });
      const plan = await this.#read(made.identifiers[0]?.id);
      await this.#setItems(plan.id, productIds);
      return this.#view(plan);
    });
  }

  get(schoolId: string, id: string): Promise<PlanView> {
    return this.tenancy.withSchool(schoolId, async () => this.#view(await this.#read(id)));
  }

  /** Changes a plan. Another price on a published plan is a new price at Stripe; members keep theirs. */
  async update(schoolId: string, id: string, { productIds, ...change }: PlanChange): Promise<PlanView> {
    const before = await this.tenancy.withSchool(schoolId, () => this.#read(id));
    const after = Object.assign(new Plan(), before, change);
    assertOldPrice(after.priceAmount, after.oldPriceAmount);
    if (productIds?.length === 0 && before.status === 'published')
      throw new Refusal('plan_incomplete', 'A published membership must include at least one product.', { field: 'productIds' });
    const listing = before.status === 'published' ? await this.pricing.list(schoolId, after) : {};
    const view = await this.tenancy.withSchool(schoolId, async () => {
      await this.plans.update({ id }, { ...change, ...listing, updatedAt: this.clocks.wall() });
      if (productIds) await this.#setItems(id, productIds);
      return this.#view(await this.#read(id));
    });
    if ('stripePriceId' in listing && before.stripePriceId && listing.stripePriceId !== before.stripePriceId) {
      await this.pricing.retire(schoolId, before.stripePriceId);
      await this.pages.close(schoolId, id);
    }
    if (before.status === 'published' && after.title !== before.title) await this.pricing.rename(schoolId, after);
    return view;
  }

  /** Puts a plan on sale: checks that it can be bought, lists it at Stripe, and only then shows it. */
  async publish(schoolId: string, id: string): Promise<PlanView> {
    const plan = await this.tenancy.withSchool(schoolId, async () => {
      const draft = await this.#read(id);
      await this.#assertSellable(draft);
      return draft;
    });
    const listing = await this.pricing.list(schoolId, plan);
    return this.tenancy.withSchool(schoolId, async () => {
      const now = this.clocks.wall();
      await this.plans.update({ id }, { ...listing, status: 'published', publishedAt: plan.publishedAt ?? now, updatedAt: now });
      return this.#view(await this.#read(id));
    });
  }

  /** Takes a plan off sale for now. Its members stay. */
  unpublish(schoolId: string, id: string): Promise<PlanView> {
    return this.#takeOffSale(schoolId, id, 'draft');
  }

  /** Archives a plan. Its members stay. */
  archive(schoolId: string, id: string): Promise<PlanView> {
    return this.#takeOffSale(schoolId, id, 'archived');
  }

  async #takeOffSale(schoolId: string, id: string, status: 'draft' | 'archived'): Promise<PlanView> {
    const view = await this.tenancy.withSchool(schoolId, async () => {
      await this.#read(id);
      await this.plans.update({ id }, { status, updatedAt: this.clocks.wall() });
      return this.#view(await this.#read(id));
    });
    await this.pages.close(schoolId, id);
    return view;
  }

  async #assertSellable(plan: Plan): Promise<void> {
    const connection = await this.stripeConnections.findOneBy({});
    if (!connection || connection.state === 'revoked') throw new StripeNotConnectedError();
    const products = await this.planProducts.of([plan.id]);
    if (products.length === 0)
      throw new Refusal('plan_incomplete', 'Choose at least one product for this membership, then publish it.', {
        field: 'productIds',
      });
    assertMemberPage(products, 'productIds');
    const unfinished = products.filter((product) => product.status !== 'published');
    if (unfinished.length > 0)
      throw new Refusal('plan_incomplete', `Publish these products first: ${unfinished.map(({ title }) => title).join(', ')}.`, {
        field: 'productIds',
      });
  }

  async #setItems(planId: string, productIds: readonly string[]): Promise<void> {
    const known = await this.tenancy.rows<{ title: string; kind: string; held: boolean }>(
      `select title, kind, exists (select from plan_item i where i.plan_id = $2 and i.product_id = product.id) as held
         from product where id = any($1::uuid[]) and status <> 'archived'`,
      [productIds, planId],
    );
    if (known.length < productIds.length)
      throw new Refusal('invalid_input', 'One of these products does not exist or is archived. Choose again from the list.', {
        field: 'productIds',
      });
    assertMemberPage(
      known.filter(({ held }) => !held),
      'productIds',
    );
    await this.planItems.delete({ planId });
    if (productIds.length > 0)
      await this.planItems.insert(productIds.map((productId, position) => ({ planId, productId, position })));
  }

  async #read(id: string): Promise<Plan> {
    return found(await this.plans.findOneBy({ id }), 'membership');
  }

  async #view(plan: Plan): Promise<PlanView> {
    const [view] = await this.views.of([plan]);
    if (!view) throw notFound('membership');
    return view;
  }
}

function assertOldPrice(priceAmount: number, oldPriceAmount: number | null): void {
  const message = oldPriceProblem(priceAmount, oldPriceAmount);
  if (message !== null)
    throw new Refusal('invalid_input', 'The old price must be higher than the price, because it is shown struck through.', {
      field: 'oldPriceAmount',
      details: [{ field: 'oldPriceAmount', message }],
    });
}
