import { Body, Delete, Get, Put } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { StripeKeyInput } from '@perennial/domain/billing';
import { AdminController, CurrentStaff } from '../../identity/auth/decorators.js';
import { OnlyFor, type SignedInStaff } from '../../identity/auth/staff.guard.js';
import { StripeConnectionView } from './connection.schemas.js';
import { StripeConnectionService } from './connection.service.js';

@AdminController('stripe', 'Stripe', 'stripe')
export class StripeConnectionController {
  constructor(private readonly connections: StripeConnectionService) {}

  @Get()
  @ApiOkResponse({ standardSchema: StripeConnectionView })
  view(@CurrentStaff() staff: SignedInStaff): Promise<StripeConnectionView> {
    return this.connections.view(staff.schoolId);
  }

  @Put()
  @OnlyFor('owner', 'admin')
  @ApiOkResponse({ standardSchema: StripeConnectionView })
  connect(
    @CurrentStaff() staff: SignedInStaff,
    @Body({ schema: StripeKeyInput }) body: StripeKeyInput,
  ): Promise<StripeConnectionView> {
    return this.connections.connect(staff.schoolId, body);
  }

  @Delete()
  @OnlyFor('owner', 'admin')
  @ApiOkResponse({ standardSchema: StripeConnectionView })
  disconnect(@CurrentStaff() staff: SignedInStaff): Promise<StripeConnectionView> {
    return this.connections.disconnect(staff.schoolId);
  }
}
