import { Module } from '@nestjs/common';
import { MemberAccount, Plan, Product } from '@perennial/db';
import { PlansModule } from '../../billing/plans/plans.module.js';
import { StripeModule } from '../../billing/stripe/stripe.module.js';
import { LearningModule } from '../../learning/courses/learning.module.js';
import { ProductsModule } from '../../learning/products/products.module.js';
import { schoolRepositories } from '../../platform/database/school-repositories.js';
import { SetupModule } from '../setup.module.js';
import { DemoData } from './demo-data.service.js';

@Module({
  imports: [
    SetupModule,
    LearningModule,
    StripeModule,
    ProductsModule,
    PlansModule,
    schoolRepositories([MemberAccount, Plan, Product]),
  ],
  providers: [DemoData],
  exports: [DemoData],
})
export class DemoModule {}
