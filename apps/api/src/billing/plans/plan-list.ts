import { Plan } from '@perennial/db';
import type { planSortColumns } from '@perennial/domain/billing';
import { listModule } from '../../identity/lists/list-module.js';
import { PlanViews } from './plan-views.js';
import { PlansModule } from './plans.module.js';
import { PlanStatus, PlanView } from './plans.schemas.js';

/** The plans of a school. */
export const PlanListModule = listModule({
  path: 'plans',
  tag: 'Membership plans',
  summary: 'Membership plans, a page at a time',
  name: 'Plan',
  entity: Plan,
  search: 'plan',
  sorts: {
    title: 'row.title',
    priceAmount: 'row.priceAmount',
    createdAt: 'row.createdAt',
    status: 'row.status',
  } satisfies Record<(typeof planSortColumns)[number], string>,
  defaultSort: '-createdAt',
  filters: { status: PlanStatus.optional() },
  item: PlanView,
  narrow(query, { status }) {
    if (status) query.andWhere('row.status = :status', { status });
  },
  view: { module: PlansModule, provider: PlanViews },
});
