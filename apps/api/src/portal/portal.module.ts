import { Module } from '@nestjs/common';
import { PlansModule } from '../plans/plans.module.js';
import { CheckoutCookie } from './checkout-cookie.js';
import { CheckoutReturnService } from './checkout-return.service.js';
import { CheckoutSessions } from './checkout-sessions.js';
import { HoldingsReader } from './holdings.js';
import { OneClickController } from './one-click.controller.js';
import { PublicPagesController } from './public-pages.controller.js';
import { PublicPagesService } from './public-pages.service.js';
import { PurchaseService } from './purchase.service.js';
import { StorefrontController } from './storefront.controller.js';
import { StorefrontService } from './storefront.service.js';
import { StripeCustomers } from './stripe-customers.js';
import { UnsubscribeService } from './unsubscribe.service.js';

@Module({
  imports: [PlansModule],
  controllers: [OneClickController, StorefrontController, PublicPagesController],
  providers: [
    CheckoutCookie,
    CheckoutReturnService,
    CheckoutSessions,
    HoldingsReader,
    PublicPagesService,
    PurchaseService,
    StorefrontService,
    StripeCustomers,
    UnsubscribeService,
  ],
})
export class PortalModule {}
