import { Body, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import type { z } from 'zod';
import { AdminController, CurrentStaff } from '../../identity/auth/decorators.js';
import { OnlyFor, type SignedInStaff } from '../../identity/auth/staff.guard.js';
import type { Page } from '../../platform/http/schemas.js';
import { Uuid } from '../../platform/http/validation.js';
import { ClockAdvance, ClockInput, ClockPage, ClockResponse, type ClockView } from './clocks.schemas.js';
import { TestClocksService } from './clocks.service.js';

@AdminController('clocks', 'Test clocks')
export class ClocksController {
  constructor(private readonly clocks: TestClocksService) {}

  @Get()
  @ApiOkResponse({ standardSchema: ClockPage })
  list(@CurrentStaff() staff: SignedInStaff): Promise<Page<ClockView>> {
    return this.clocks.list(staff.schoolId);
  }

  @Post()
  @OnlyFor('owner', 'admin')
  @ApiCreatedResponse({ standardSchema: ClockResponse })
  create(
    @CurrentStaff() staff: SignedInStaff,
    @Body({ schema: ClockInput }) body: z.output<typeof ClockInput>,
  ): Promise<ClockView> {
    return this.clocks.create(staff.schoolId, body);
  }

  @Get(':id')
  @ApiOkResponse({ standardSchema: ClockResponse })
  get(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<ClockView> {
    return this.clocks.get(staff.schoolId, id);
  }

  @Post(':id/advance')
  @HttpCode(202)
  @OnlyFor('owner', 'admin')
  @ApiAcceptedResponse({ standardSchema: ClockResponse })
  advance(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: ClockAdvance }) body: z.output<typeof ClockAdvance>,
  ): Promise<ClockView> {
    return this.clocks.advance(staff.schoolId, id, body);
  }
}
