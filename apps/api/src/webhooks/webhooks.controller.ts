import { Controller, Headers, HttpCode, Param, Post, RawBody } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Uuid } from '../http/validation.js';
import { StripeInbox } from './stripe-inbox.service.js';

@ApiTags('Webhooks')
@Controller('webhooks')
export class WebhooksController {
  constructor(private readonly inbox: StripeInbox) {}

  @Post('stripe/:connectionId')
  @HttpCode(200)
  @ApiOperation({ summary: 'Events from the Stripe account of one school' })
  stripe(
    @Param('connectionId', { schema: Uuid }) connectionId: string,
    @RawBody() body: Buffer | undefined,
    @Headers('stripe-signature') signature: string | undefined,
  ): Promise<{ received: true }> {
    return this.inbox.receive(connectionId, body, signature);
  }
}
