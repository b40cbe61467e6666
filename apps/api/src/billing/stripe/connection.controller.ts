import { Body, Delete, Get, Put } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import type { z } from 'zod';
import { AdminController, CurrentStaff } from '../../identity/auth/decorators.js';
import { OnlyFor, type SignedInStaff } from '../../identity/auth/staff.guard.js';
import { StripeConnectionResponse, type StripeConnectionView, StripeKeyInput } from './connection.schemas.js';
import { StripeConnectionService } from './connection.service.js';

@AdminController('stripe', 'Stripe')
export class StripeConnectionController {
  constructor(private readonly connections: StripeConnectionService) {}

  @Get()
  @ApiOkResponse({ standardSchema: StripeConnectionResponse })
  view(@CurrentStaff() staff: SignedInStaff): Promise<StripeConnectionView> {
    return this.connections.view(staff.schoolId);
  }

  @Put()
  @OnlyFor('owner', 'admin')
  @ApiOkResponse({ standardSchema: StripeConnectionResponse })
  connect(
    @CurrentStaff() staff: SignedInStaff,
    @Body({ schema: StripeKeyInput }) body: z.output<typeof StripeKeyInput>,
  ): Promise<StripeConnectionView> {
    return this.connections.connect(staff.schoolId, body);
  }

  @Delete()
  @OnlyFor('owner', 'admin')
  @ApiOkResponse({ standardSchema: StripeConnectionResponse })
  disconnect(@CurrentStaff() staff: SignedInStaff): Promise<StripeConnectionView> {
    return this.connections.disconnect(staff.schoolId);
  }
}
