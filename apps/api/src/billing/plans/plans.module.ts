import { Module } from '@nestjs/common';
import { PaymentPages } from './payment-pages.js';
import { PlanPricing } from './plan-pricing.js';
import { PlanProducts } from './plan-products.js';
import { PlanViews } from './plan-views.js';
import { PlansController } from './plans.controller.js';
import { PlansService } from './plans.service.js';

@Module({
  controllers: [PlansController],
  providers: [PaymentPages, PlanPricing, PlanProducts, PlanViews, PlansService],
  exports: [PlanProducts, PlansService, PlanViews],
})
export class PlansModule {}
