import { Module } from '@nestjs/common';
import { Clock, Contact, Membership, Plan, School, StripeConnection } from '@perennial/db';
import { schoolRepositories } from '../../platform/database/school-repositories.js';
import { PlansModule } from '../plans/plans.module.js';
import { CheckoutCookie } from './checkout-cookie.js';
import { CheckoutReturnService } from './checkout-return.service.js';
import { CheckoutSessions } from './checkout-sessions.js';
import { HoldingsReader } from './holdings.js';
import { PurchaseService } from './purchase.service.js';
import { StorefrontController } from './storefront.controller.js';
import { StorefrontService } from './storefront.service.js';
import { StripeCustomers } from './stripe-customers.js';

@Module({
  imports: [PlansModule, schoolRepositories([Clock, Contact, Membership, Plan, School, StripeConnection])],
  controllers: [StorefrontController],
  providers: [
    CheckoutCookie,
    CheckoutReturnService,
    CheckoutSessions,
    HoldingsReader,
    PurchaseService,
    StorefrontService,
    StripeCustomers,
  ],
})
export class CheckoutModule {}
