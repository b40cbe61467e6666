import { Module } from '@nestjs/common';
import { LearningModule } from '../learning/learning.module.js';
import { PlansModule } from '../plans/plans.module.js';
import { ProductsModule } from '../products/products.module.js';
import { SchoolModule } from '../school/school.module.js';
import { StripeModule } from '../stripe/stripe.module.js';
import { DemoData } from './demo-data.service.js';

@Module({
  imports: [SchoolModule, LearningModule, StripeModule, ProductsModule, PlansModule],
  providers: [DemoData],
  exports: [DemoData],
})
export class DemoModule {}
