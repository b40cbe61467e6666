import { Body, Get, Param, Patch, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { PlanChange, PlanInput } from '@perennial/domain/billing';
import { AdminController, CurrentStaff } from '../../identity/auth/decorators.js';
import { OnlyFor, type SignedInStaff } from '../../identity/auth/staff.guard.js';
import { Answers } from '../../platform/http/answers.js';
import { Uuid } from '../../platform/http/validation.js';
import { PlanView } from './plans.schemas.js';
import { PlansService } from './plans.service.js';

@AdminController('plans', 'Membership plans', 'plans')
export class PlansController {
  constructor(private readonly plans: PlansService) {}

  @Post()
  @OnlyFor('owner', 'admin')
  @ApiCreatedResponse({ standardSchema: PlanView })
  create(@CurrentStaff() staff: SignedInStaff, @Body({ schema: PlanInput }) body: PlanInput): Promise<PlanView> {
    return this.plans.create(staff.schoolId, body);
  }

  @Get(':id')
  @ApiOkResponse({ standardSchema: PlanView })
  get(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<PlanView> {
    return this.plans.get(staff.schoolId, id);
  }

  @Patch(':id')
  @OnlyFor('owner', 'admin')
  @ApiOkResponse({ standardSchema: PlanView })
  update(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: PlanChange }) body: PlanChange,
  ): Promise<PlanView> {
    return this.plans.update(staff.schoolId, id, body);
  }

  @Post(':id/publish')
  @OnlyFor('owner', 'admin')
  @ApiOperation({ summary: 'Publishes the plan. Returns 422 stripe_not_connected until a Stripe account is connected' })
  @Answers(PlanView)
  publish(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<PlanView> {
    return this.plans.publish(staff.schoolId, id);
  }

  @Post(':id/unpublish')
  @OnlyFor('owner', 'admin')
  @Answers(PlanView)
  unpublish(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<PlanView> {
    return this.plans.unpublish(staff.schoolId, id);
  }

  @Post(':id/archive')
  @OnlyFor('owner', 'admin')
  @Answers(PlanView)
  archive(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<PlanView> {
    return this.plans.archive(staff.schoolId, id);
  }
}
