import { Module } from '@nestjs/common';
import { Membership, Plan, PlanItem, School, StripeConnection } from '@perennial/db';
import { schoolRepositories } from '../../platform/database/school-repositories.js';
import { PaymentPages } from './payment-pages.js';
import { PlanPricing } from './plan-pricing.js';
import { PlanProducts } from './plan-products.js';
import { PlanViews } from './plan-views.js';
import { PlansController } from './plans.controller.js';
import { PlansService } from './plans.service.js';

@Module({
  imports: [schoolRepositories([Membership, Plan, PlanItem, School, StripeConnection])],
  controllers: [PlansController],
  providers: [PaymentPages, PlanPricing, PlanProducts, PlanViews, PlansService],
  exports: [PlanProducts, PlansService, PlanViews],
})
export class PlansModule {}
