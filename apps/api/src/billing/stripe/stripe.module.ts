import { Module } from '@nestjs/common';
import { StripeConnection, Tenancy } from '@perennial/db';
import { Clocks, EventLog } from '@perennial/services';
import { StripeEventStore } from '@perennial/stripe';
import { schoolRepositories } from '../../platform/database/school-repositories.js';
import { StripeConnectionController } from './connection.controller.js';
import { StripeConnectionService } from './connection.service.js';
import { StripeInbox } from './stripe-inbox.service.js';
import { WebhooksController } from './webhooks.controller.js';

@Module({
  imports: [schoolRepositories([StripeConnection])],
  controllers: [StripeConnectionController, WebhooksController],
  providers: [
    StripeConnectionService,
    StripeInbox,
    {
      provide: StripeEventStore,
      inject: [Tenancy, Clocks, EventLog],
      useFactory: (tenancy: Tenancy, clocks: Clocks, events: EventLog) => new StripeEventStore(tenancy, clocks, events),
    },
  ],
  exports: [StripeConnectionService],
})
export class StripeModule {}
