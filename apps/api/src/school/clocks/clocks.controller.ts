import { Body, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import { ClockAdvance, ClockInput } from '@perennial/domain/school';
import { AdminController, CurrentStaff } from '../../identity/auth/decorators.js';
import { OnlyFor, type SignedInStaff } from '../../identity/auth/staff.guard.js';
import type { Page } from '../../platform/http/schemas.js';
import { Uuid } from '../../platform/http/validation.js';
import { ClockPage, ClockView } from './clocks.schemas.js';
import { TestClocksService } from './clocks.service.js';

@AdminController('clocks', 'Test clocks', 'clocks')
export class ClocksController {
  constructor(private readonly clocks: TestClocksService) {}

  @Get()
  @ApiOkResponse({ standardSchema: ClockPage })
  list(@CurrentStaff() staff: SignedInStaff): Promise<Page<ClockView>> {
    return this.clocks.list(staff.schoolId);
  }

  @Post()
  @OnlyFor('owner', 'admin')
  @ApiCreatedResponse({ standardSchema: ClockView })
  create(@CurrentStaff() staff: SignedInStaff, @Body({ schema: ClockInput }) body: ClockInput): Promise<ClockView> {
    return this.clocks.create(staff.schoolId, body);
  }

  @Get(':id')
  @ApiOkResponse({ standardSchema: ClockView })
  get(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<ClockView> {
    return this.clocks.get(staff.schoolId, id);
  }

  @Post(':id/advance')
  @HttpCode(202)
  @OnlyFor('owner', 'admin')
  @ApiAcceptedResponse({ standardSchema: ClockView })
  advance(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: ClockAdvance }) body: ClockAdvance,
  ): Promise<ClockView> {
    return this.clocks.advance(staff.schoolId, id, body);
  }
}
