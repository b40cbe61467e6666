import { Module } from '@nestjs/common';
import { PlanPricing } from './plan-pricing.js';
import { PlanViews } from './plan-views.js';
import { PlansController } from './plans.controller.js';
import { PlansService } from './plans.service.js';

@Module({ controllers: [PlansController], providers: [PlanPricing, PlanViews, PlansService], exports: [PlansService, PlanViews] })
export class PlansModule {}
