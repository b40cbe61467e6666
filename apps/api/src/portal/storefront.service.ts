import { Injectable } from '@nestjs/common';
import { Plan, School, Tenancy } from '@perennial/db';
import { logoPath, termsSentence } from '@perennial/domain';
import { formatMoney } from '@perennial/rendering';
import type { Browser } from '../http/browser.js';
import { found } from '../http/refusal.js';
import { PlanProducts } from '../plans/plan-products.js';
import { CheckoutCookie } from './checkout-cookie.js';
import type { PortalPlanView, PortalSchoolView } from './portal.schemas.js';

/** What visitors see before they buy. */
@Injectable()
export class StorefrontService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly checkoutCookie: CheckoutCookie,
    private readonly planProducts: PlanProducts,
  ) {}

  school(schoolId: string): Promise<PortalSchoolView> {
    return this.tenancy.withSchool(schoolId, async () => {
      const school = found(await this.tenancy.repo(School).findOneBy({ id: schoolId }), 'school');
      const { name, slug, brandColour, logo, supportEmail, chatUrl, timeZone, currency } = school;
      return { name, slug, brandColour, logoUrl: logo && logoPath(logo), supportEmail, chatUrl, timeZone, currency };
    });
  }

  plans(schoolId: string): Promise<PortalPlanView[]> {
    return this.tenancy.withSchool(schoolId, async () => {
      const plans = await this.tenancy
        .repo(Plan)
        .find({ where: { status: 'published' }, order: { priceAmount: 'ASC', id: 'ASC' } });
      return this.#views(plans);
    });
  }

  /** One plan on sale. Marks the browser, so that its double clicks and tabs share one purchase. */
  plan(schoolId: string, slug: string, browser: Browser): Promise<PortalPlanView> {
    return this.tenancy.withSchool(schoolId, async () => {
      const plan = found(await this.tenancy.repo(Plan).findOneBy({ slug, status: 'published' }), 'membership');
      this.checkoutCookie.mark(browser);
      return found((await this.#views([plan]))[0], 'membership');
    });
  }

  async #views(plans: readonly Plan[]): Promise<PortalPlanView[]> {
    const products = await this.planProducts.of(plans.map((plan) => plan.id));
    return plans.map((plan) => ({
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
      products: products
        .filter((p) => p.planId === plan.id)
        .map(({ title, kind, description }) => ({ title, kind, description })),
      termsSentence: termsSentence(plan, formatMoney(plan.priceAmount, plan.currency, 'en')),
    }));
  }
}
