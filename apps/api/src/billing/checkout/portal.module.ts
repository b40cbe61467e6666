import { Module } from '@nestjs/common';
import { PublicPagesController } from '../../home/public-pages/public-pages.controller.js';
import { PublicPagesService } from '../../home/public-pages/public-pages.service.js';
import { OneClickController } from '../../messaging/unsubscribe/one-click.controller.js';
import { UnsubscribeService } from '../../messaging/unsubscribe/unsubscribe.service.js';
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
