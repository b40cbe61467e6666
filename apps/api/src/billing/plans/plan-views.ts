import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type Plan, School, Tenancy } from '@perennial/db';
import { Repository } from 'typeorm';
import { ApiConfig } from '../../platform/database/api-config.js';
import { iso, isoOrNull } from '../../platform/http/schemas.js';
import { PlanProducts } from './plan-products.js';
import type { PlanProduct } from './plan-products.queries.js';
import { membersOfPlans } from './plan-views.queries.js';
import type { PlanView, planColumns } from './plans.schemas.js';

/** What the API shows of plans; a list costs three statements, whatever its length. In the open scope. */
@Injectable()
export class PlanViews {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly config: ApiConfig,
    private readonly planProducts: PlanProducts,
    @InjectRepository(School) private readonly schools: Repository<School>,
  ) {}

  async of(plans: readonly Plan[]): Promise<PlanView[]> {
    const ids = plans.map((plan) => plan.id);
    const products = await this.planProducts.of(ids);
    const members = await this.tenancy.rowsOf(membersOfPlans, ids);
    const school = await this.schools.findOneByOrFail({ id: this.tenancy.schoolId });
    const portal = this.config.portalUrl(school.slug);
    return plans.map((plan) =>
      toPlanResponse(
        plan,
        products.filter((product) => product.planId === plan.id),
        members.find((row) => row.planId === plan.id)?.count ?? 0,
        `${portal}/plans/${plan.slug}`,
      ),
    );
  }
}

/** The columns of a plan that staff and visitors alike see. */
export const planColumnsOf = (plan: Plan): Pick<PlanView, keyof typeof planColumns> => ({
  id: plan.id,
  title: plan.title,
  slug: plan.slug,
  description: plan.description,
  priceAmount: plan.priceAmount,
  oldPriceAmount: plan.oldPriceAmount,
  currency: plan.currency,
  intervalMonths: plan.intervalMonths,
  trialDays: plan.trialDays,
  requireCardBeforeTrial: plan.requireCardBeforeTrial,
});

const toPlanResponse = (plan: Plan, products: readonly PlanProduct[], memberCount: number, publicUrl: string): PlanView => ({
  ...planColumnsOf(plan),
  productIds: products.map((product) => product.id),
  status: plan.status,
  publishedAt: isoOrNull(plan.publishedAt),
  memberCount,
  products: products.map(({ id, title, kind, status }) => ({ id, title, kind, status })),
  publicUrl,
  createdAt: iso(plan.createdAt),
  updatedAt: iso(plan.updatedAt),
});
