import { Module } from '@nestjs/common';
import { StripeConnection } from '@perennial/db';
import { schoolRepositories } from '../../platform/database/school-repositories.js';
import { StripeConnectionController } from './connection.controller.js';
import { StripeConnectionService } from './connection.service.js';
import { StripeInbox } from './stripe-inbox.service.js';
import { WebhooksController } from './webhooks.controller.js';

@Module({
  imports: [schoolRepositories([StripeConnection])],
  controllers: [StripeConnectionController, WebhooksController],
  providers: [StripeConnectionService, StripeInbox],
  exports: [StripeConnectionService],
})
export class StripeModule {}
