import { Module } from '@nestjs/common';
import { Clocks, EventLog, Tenancy } from '@perennial/db';
import { StripeEventStore } from '@perennial/stripe';
import { StripeInbox } from '../webhooks/stripe-inbox.service.js';
import { WebhooksController } from '../webhooks/webhooks.controller.js';
import { StripeConnectionController } from './connection.controller.js';
import { StripeConnectionService } from './connection.service.js';

@Module({
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
