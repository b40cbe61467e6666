import { Body, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse } from '@nestjs/swagger';
import { z } from 'zod';
import { AdminController, CurrentStaff } from '../../identity/auth/decorators.js';
import { OnlyFor, type SignedInStaff } from '../../identity/auth/staff.guard.js';
import type { Page } from '../../platform/http/schemas.js';
import { AttentionQuery } from '../../platform/http/schemas.js';
import { Uuid } from '../../platform/http/validation.js';
import { AttentionService } from './attention.service.js';
import {
  type Attention,
  AttentionResponse,
  type Operated,
  OperatedResponse,
  type RunDetail,
  RunDetailResponse,
  RunPage,
  RunQuery,
  RunResponse,
  type RunView,
  SameErrorInput,
  type Standing,
  StandingResponse,
  type WhyNot,
  WhyNotQuery,
  WhyNotResponse,
} from './runs.schemas.js';
import { RunsService } from './runs.service.js';

const Operation = z.enum(['retry', 'skip', 'stop']);

@AdminController('', 'Automations')
export class RunsController {
  constructor(
    private readonly runs: RunsService,
    private readonly attention: AttentionService,
  ) {}

  @Get('automations/:id/runs')
  @ApiOkResponse({ standardSchema: RunPage })
  list(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Query({ schema: RunQuery }) query: z.output<typeof RunQuery>,
  ): Promise<Page<RunView>> {
    return this.runs.list(staff.schoolId, id, query);
  }

  @Get('automations/:id/standing')
  @ApiOkResponse({ standardSchema: StandingResponse })
  standing(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<Standing> {
    return this.runs.standing(staff.schoolId, id);
  }

  @Get('automations/:id/why-not')
  @ApiOkResponse({ standardSchema: WhyNotResponse })
  whyNot(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Query({ schema: WhyNotQuery }) { contactId }: z.output<typeof WhyNotQuery>,
  ): Promise<WhyNot> {
    return this.runs.whyNot(staff.schoolId, id, contactId);
  }

  @Get('runs/:id')
  @ApiOkResponse({ standardSchema: RunDetailResponse })
  get(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<RunDetail> {
    return this.runs.get(staff.schoolId, id);
  }

  @Post('runs/:id/:action')
  @HttpCode(202)
  @OnlyFor('owner', 'admin')
  @ApiAcceptedResponse({ standardSchema: RunResponse })
  operate(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Param('action', { schema: Operation }) action: z.output<typeof Operation>,
  ): Promise<RunView> {
    return this.runs.operate(staff.schoolId, id, action);
  }

  @Get('attention')
  @ApiOkResponse({ standardSchema: AttentionResponse })
  needingAttention(
    @CurrentStaff() staff: SignedInStaff,
    @Query({ schema: AttentionQuery }) { test }: z.output<typeof AttentionQuery>,
  ): Promise<Attention> {
    return this.attention.list(staff.schoolId, test);
  }

  @Post('attention/:action')
  @HttpCode(202)
  @OnlyFor('owner', 'admin')
  @ApiAcceptedResponse({ standardSchema: OperatedResponse })
  operateAll(
    @CurrentStaff() staff: SignedInStaff,
    @Param('action', { schema: Operation }) action: z.output<typeof Operation>,
    @Body({ schema: SameErrorInput }) same: z.output<typeof SameErrorInput>,
  ): Promise<Operated> {
    return this.attention.operateAll(staff.schoolId, same, action);
  }
}
