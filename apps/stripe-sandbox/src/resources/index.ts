import type { Route } from '../wire/route.js';
import { accountRoutes } from './account.js';
import { catalogueRoutes } from './catalogue.js';
import { chargeRoutes } from './charges.js';
import { checkoutRoutes } from './checkout.js';
import { couponRoutes } from './coupons.js';
import { customerRoutes } from './customers.js';
import { eventRoutes } from './events.js';
import { intentRoutes } from './intents.js';
import { invoiceItemRoutes } from './invoice-items.js';
import { invoiceRoutes } from './invoices.js';
import { paymentMethodRoutes } from './payment-methods.js';
import { paymentPageRoutes } from './payment-pages.js';
import { portalRoutes } from './portal.js';
import { subscriptionRoutes } from './subscriptions.js';
import { taxRateRoutes } from './tax-rates.js';
import { testClockRoutes } from './test-clocks.js';
import { webhookEndpointRoutes } from './webhook-endpoints.js';

/** Every endpoint under /v1. */
export const routes: readonly Route[] = [
  ...accountRoutes,
  ...catalogueRoutes,
  ...chargeRoutes,
  ...checkoutRoutes,
  ...couponRoutes,
  ...customerRoutes,
  ...eventRoutes,
  ...intentRoutes,
  ...invoiceItemRoutes,
  ...invoiceRoutes,
  ...paymentMethodRoutes,
  ...paymentPageRoutes,
  ...portalRoutes,
  ...subscriptionRoutes,
  ...taxRateRoutes,
  ...testClockRoutes,
  ...webhookEndpointRoutes,
];
