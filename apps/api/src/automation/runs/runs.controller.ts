import { Body, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse } from '@nestjs/swagger';
import { attentionActions } from '@perennial/domain/automation';
import { z } from 'zod';
import { AdminController, CurrentStaff } from '../../identity/auth/decorators.js';
import { OnlyFor, type SignedInStaff } from '../../identity/auth/staff.guard.js';
import type { Page } from '../../platform/http/schemas.js';
import { AttentionQuery } from '../../platform/http/schemas.js';
import { Uuid } from '../../platform/http/validation.js';
import { AttentionService } from './attention.service.js';
import {
  Attention,
  Operated,
  Passages,
  RunAction,
  RunActionInput,
  RunDetail,
  RunPage,
  RunQuery,
  RunView,
  SameErrorInput,
  StepCounts,
  WhyNot,
  WhyNotQuery,
} from './runs.schemas.js';
import { RunsService } from './runs.service.js';

const AttentionAction = z.enum(attentionActions);
type AttentionAction = z.output<typeof AttentionAction>;

@AdminController('', 'Automations', 'runs')
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
    @Query({ schema: RunQuery }) query: RunQuery,
  ): Promise<Page<RunView>> {
    return this.runs.list(staff.schoolId, id, query);
  }

  @Get('automations/:id/standing')
  @ApiOkResponse({ standardSchema: StepCounts })
  stepCounts(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<StepCounts> {
    return this.runs.stepCounts(staff.schoolId, id);
  }

  @Get('automations/:id/passages')
  @ApiOkResponse({ standardSchema: Passages })
  passages(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<Passages> {
    return this.runs.passages(staff.schoolId, id);
  }

  @Get('automations/:id/why-not')
  @ApiOkResponse({ standardSchema: WhyNot })
  whyNot(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Query({ schema: WhyNotQuery }) { contactId }: WhyNotQuery,
  ): Promise<WhyNot> {
    return this.runs.whyNot(staff.schoolId, id, contactId);
  }

  @Get('runs/:id')
  @ApiOkResponse({ standardSchema: RunDetail })
  get(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<RunDetail> {
    return this.runs.get(staff.schoolId, id);
  }

  @Post('runs/:id/:action')
  @HttpCode(202)
  @OnlyFor('owner', 'admin')
  @ApiAcceptedResponse({ standardSchema: RunView })
  operate(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Param('action', { schema: RunAction }) action: RunAction,
    @Body({ schema: RunActionInput }) body: RunActionInput,
  ): Promise<RunView> {
    return this.runs.operate(staff.schoolId, id, action, body);
  }

  @Get('attention')
  @ApiOkResponse({ standardSchema: Attention })
  needingAttention(
    @CurrentStaff() staff: SignedInStaff,
    @Query({ schema: AttentionQuery }) { test }: AttentionQuery,
  ): Promise<Attention> {
    return this.attention.list(staff.schoolId, test);
  }

  @Post('attention/:action')
  @HttpCode(202)
  @OnlyFor('owner', 'admin')
  @ApiAcceptedResponse({ standardSchema: Operated })
  actOnAll(
    @CurrentStaff() staff: SignedInStaff,
    @Param('action', { schema: AttentionAction }) action: AttentionAction,
    @Body({ schema: SameErrorInput }) same: SameErrorInput,
  ): Promise<Operated> {
    return this.attention.actOnAll(staff, same, action);
  }
}
