import { Body, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import { AdminController, CurrentStaff } from '../../identity/auth/decorators.js';
import { OnlyFor, type SignedInStaff } from '../../identity/auth/staff.guard.js';
import type { Page } from '../../platform/http/schemas.js';
import { Uuid } from '../../platform/http/validation.js';
import { PlanChange, PlanInput, PlanPage, PlanQuery, PlanResponse, type PlanView } from './plans.schemas.js';
import { PlansService } from './plans.service.js';

@AdminController('plans', 'Membership plans')
export class PlansController {
  constructor(private readonly plans: PlansService) {}

  @Get()
  @ApiOkResponse({ standardSchema: PlanPage })
  list(
    @CurrentStaff() staff: SignedInStaff,
    @Query({ schema: PlanQuery }) query: z.output<typeof PlanQuery>,
  ): Promise<Page<PlanView>> {
    return this.plans.list(staff.schoolId, query);
  }

  @Post()
  @OnlyFor('owner', 'admin')
  @ApiCreatedResponse({ standardSchema: PlanResponse })
  create(@CurrentStaff() staff: SignedInStaff, @Body({ schema: PlanInput }) body: z.output<typeof PlanInput>): Promise<PlanView> {
    return this.plans.create(staff.schoolId, body);
  }

  @Get(':id')
  @ApiOkResponse({ standardSchema: PlanResponse })
  get(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<PlanView> {
    return this.plans.get(staff.schoolId, id);
  }

  @Patch(':id')
  @OnlyFor('owner', 'admin')
  @ApiOkResponse({ standardSchema: PlanResponse })
  update(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: PlanChange }) body: z.output<typeof PlanChange>,
  ): Promise<PlanView> {
    return this.plans.update(staff.schoolId, id, body);
  }

  @Post(':id/publish')
  @HttpCode(200)
  @OnlyFor('owner', 'admin')
  @ApiOperation({ summary: 'Puts the plan on sale; 422 stripe_not_connected until a Stripe account is connected' })
  @ApiOkResponse({ standardSchema: PlanResponse })
  publish(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<PlanView> {
    return this.plans.publish(staff.schoolId, id);
  }

  @Post(':id/unpublish')
  @HttpCode(200)
  @OnlyFor('owner', 'admin')
  @ApiOkResponse({ standardSchema: PlanResponse })
  unpublish(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<PlanView> {
    return this.plans.unpublish(staff.schoolId, id);
  }

  @Post(':id/archive')
  @HttpCode(200)
  @OnlyFor('owner', 'admin')
  @ApiOkResponse({ standardSchema: PlanResponse })
  archive(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<PlanView> {
    return this.plans.archive(staff.schoolId, id);
  }
}
