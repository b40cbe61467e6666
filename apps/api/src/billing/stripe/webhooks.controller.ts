import { Controller, Headers, HttpCode, Param, Post, RawBody } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Uuid } from '../../platform/http/validation.js';
import { Limited } from '../../platform/rate-limits/limited.js';
import { StripeInbox } from './stripe-inbox.service.js';

@ApiTags('Webhooks')
@Controller('webhooks')
export class WebhooksController {
  constructor(private readonly inbox: StripeInbox) {}

  @Post('stripe/:connectionId')
  @HttpCode(200)
  // Stripe sends the events of all schools from a few addresses, and resends events that are refused.
  @Limited({ name: 'webhooks', counts: 'requests', attempts: 6000, seconds: 300 })
  @ApiOperation({ summary: 'Events from the Stripe account of one school' })
  stripe(
    @Param('connectionId', { schema: Uuid }) connectionId: string,
    @RawBody() body: Buffer | undefined,
    @Headers('stripe-signature') signature: string | undefined,
  ): Promise<{ received: true }> {
    return this.inbox.receive(connectionId, body, signature);
  }
}
