import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Plan, School, Tenancy } from '@perennial/db';
import { termsSentence } from '@perennial/domain/billing';
import { logoPath } from '@perennial/domain/school';
import { formatMoney } from '@perennial/rendering';
import { trialDaysOf } from '@perennial/services';
import { Repository } from 'typeorm';
import type { Browser } from '../../platform/http/browser.js';
import { found } from '../../platform/http/refusal.js';
import { PlanProducts } from '../plans/plan-products.js';
import { planColumnsOf } from '../plans/plan-views.js';
import { CheckoutCookie } from './checkout-cookie.js';
import { HoldingsReader } from './holdings.js';
import type { PortalPlanView, PortalSchoolView } from './portal.schemas.js';

/** What visitors see before they buy. */
@Injectable()
export class StorefrontService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly checkoutCookie: CheckoutCookie,
    private readonly planProducts: PlanProducts,
    private readonly holdings: HoldingsReader,
    @InjectRepository(Plan) private readonly planRows: Repository<Plan>,
    @InjectRepository(School) private readonly schools: Repository<School>,
  ) {}

  school(schoolId: string): Promise<PortalSchoolView> {
    return this.tenancy.withSchool(schoolId, async () => {
      const school = found(await this.schools.findOneBy({ id: schoolId }), 'school');
      const { name, slug, brandColour, logo, supportEmail, chatUrl, timeZone, currency } = school;
      return { name, slug, brandColour, logoUrl: logo && logoPath(logo), supportEmail, chatUrl, timeZone, currency };
    });
  }

  plans(schoolId: string, contactId: string | null): Promise<PortalPlanView[]> {
    return this.tenancy.withSchool(schoolId, async () => {
      const plans = await this.planRows.find({ where: { status: 'published' }, order: { priceAmount: 'ASC', id: 'ASC' } });
      return this.#views(plans, contactId);
    });
  }

  /** One plan on sale. Marks the browser, so that its double clicks and tabs share one purchase. */
  plan(schoolId: string, slug: string, contactId: string | null, browser: Browser): Promise<PortalPlanView> {
    return this.tenancy.withSchool(schoolId, async () => {
      const plan = found(await this.planRows.findOneBy({ slug, status: 'published' }), 'membership');
      this.checkoutCookie.mark(browser);
      return found((await this.#views([plan], contactId))[0], 'membership');
    });
  }

  async #views(plans: readonly Plan[], contactId: string | null): Promise<PortalPlanView[]> {
    const ids = plans.map((plan) => plan.id);
    const products = await this.planProducts.of(ids);
    const previews = await this.planProducts.previewsOf(products.map((product) => product.id));
    const trialDays = await trialDaysOf(this.tenancy, contactId);
    const holdings = await this.holdings.of(contactId, ids);
    const certifies = await this.#certifies();
    return plans.map((plan) => {
      const terms = { ...plan, trialDays: trialDays(plan) };
      return {
        ...planColumnsOf(plan),
        trialDays: terms.trialDays,
        products: products
          .filter((product) => product.planId === plan.id)
          .map(({ id, title, kind, description }) => ({
            title,
            kind,
            description,
            previews: previews.filter(({ courseId }) => courseId === id),
          })),
        termsSentence: termsSentence(terms, formatMoney(plan.priceAmount, plan.currency, 'en')),
        needsName: certifies && products.some(({ planId, kind }) => planId === plan.id && kind === 'course'),
        membershipId: holdings.membershipOf(plan.id),
        alreadyOpen: holdings.openOf(plan.id),
      };
    });
  }

  /** Whether an automation of the school issues certificates. */
  async #certifies(): Promise<boolean> {
    const row = await this.tenancy.row(
      `select 1 from automation a join automation_version v on v.id = a.published_version_id
        where a.state = 'active' and jsonb_path_exists(v.graph, '$.nodes[*] ? (@.kind == "issueCertificate")') limit 1`,
    );
    return row !== undefined;
  }
}
