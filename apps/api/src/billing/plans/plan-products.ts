import { Injectable } from '@nestjs/common';
import { Tenancy } from '@perennial/db';
import { type PlanProduct, type PreviewLesson, previewLessons, productsOfPlans } from './plan-products.queries.js';

/** What plans open, for staff and for visitors alike. In the open scope. */
@Injectable()
export class PlanProducts {
  constructor(private readonly tenancy: Tenancy) {}

  /** Products of plans, in the order staff gave them; one statement, whatever the number of plans. */
  of(planIds: readonly string[]): Promise<PlanProduct[]> {
    return this.tenancy.rowsOf(productsOfPlans, planIds);
  }

  /** Free previews of published courses, in the order of the outline. */
  previewsOf(productIds: readonly string[]): Promise<PreviewLesson[]> {
    return this.tenancy.rowsOf(previewLessons, productIds);
  }
}
