import { Controller, createParamDecorator, type ExecutionContext, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiAcceptedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ChangesNothing } from '../../identity/auth/announced-changes.js';
import { AdminController, CurrentStaff } from '../../identity/auth/decorators.js';
import { OnlyFor, type SignedInStaff } from '../../identity/auth/staff.guard.js';
import { Answers } from '../../platform/http/answers.js';
import { UrlResponse } from '../../platform/http/schemas.js';
import { Uuid } from '../../platform/http/validation.js';
import { Limited } from '../../platform/rate-limits/limited.js';
import { StepId } from '../holds/holds.schemas.js';
import { ReceivedWebhook, WebhookDeliveries } from './incoming-webhooks.schemas.js';
import { WebhookAddresses } from './webhook-addresses.service.js';
import { type Delivery, WebhookReceiver } from './webhook-receiver.service.js';

/** Parameter: the request as it arrived. Whatever its fields are, the mapping of the trigger reads them. */
const CurrentDelivery = createParamDecorator((_: unknown, context: ExecutionContext): Delivery => {
  const { headers, body } = context.switchToHttp().getRequest<FastifyRequest>();
  const textOf = (value: string | string[] | undefined) => (typeof value === 'string' && value !== '' ? value : undefined);
  return {
    contentType: headers['content-type'],
    body,
    headerId: textOf(headers['idempotency-key']) ?? textOf(headers['webhook-id']),
  };
});

/** Any text: a malformed ID is an unknown address. */
const Part = z.string();

@ApiTags('Webhooks')
@Controller('hooks')
export class IncomingWebhooksController {
  constructor(private readonly receiver: WebhookReceiver) {}

  @Post(':id/:secret')
  @HttpCode(202)
  // Services send the webhooks of all schools from a few addresses.
  @Limited({ name: 'hooks', counts: 'requests', attempts: 6000, seconds: 300 })
  @ApiOperation({ summary: 'A webhook for one trigger of an automation. JSON or a form, with the fields that its settings name' })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiHeader({ name: 'webhook-id', required: false })
  @ApiAcceptedResponse({ standardSchema: ReceivedWebhook })
  receive(
    @Param('id', { schema: Part }) id: string,
    @Param('secret', { schema: Part }) secret: string,
    @CurrentDelivery() delivery: Delivery,
  ): Promise<ReceivedWebhook> {
    return this.receiver.receive(id, secret, delivery);
  }
}

@AdminController('automations', 'Automations', 'webhooks')
@OnlyFor('owner', 'admin')
export class WebhookAddressesController {
  constructor(private readonly addresses: WebhookAddresses) {}

  @Put(':id/webhooks/:nodeId')
  // Every screen that shows the trigger sends it.
  @ChangesNothing()
  @Answers(UrlResponse)
  address(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Param('nodeId', { schema: StepId }) nodeId: string,
  ): Promise<{ url: string }> {
    return this.addresses.address(staff.schoolId, id, nodeId);
  }

  @Post(':id/webhooks/:nodeId/replace')
  @Answers(UrlResponse)
  replace(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Param('nodeId', { schema: StepId }) nodeId: string,
  ): Promise<{ url: string }> {
    return this.addresses.replace(staff.schoolId, id, nodeId);
  }

  @Get(':id/webhooks/:nodeId/deliveries')
  @ApiOkResponse({ standardSchema: WebhookDeliveries })
  deliveries(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Param('nodeId', { schema: StepId }) nodeId: string,
  ): Promise<WebhookDeliveries> {
    return this.addresses.deliveries(staff.schoolId, id, nodeId);
  }
}
