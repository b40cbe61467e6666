import { Module } from '@nestjs/common';
import { StripeInbox } from '../webhooks/stripe-inbox.service.js';
import { WebhooksController } from '../webhooks/webhooks.controller.js';
import { StripeConnectionController } from './connection.controller.js';
import { StripeConnectionService } from './connection.service.js';

@Module({
  controllers: [StripeConnectionController, WebhooksController],
  providers: [StripeConnectionService, StripeInbox],
  exports: [StripeConnectionService],
})
export class StripeModule {}
