import { Body, Get, Headers, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiHeader, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { Announces } from '../../identity/auth/announced-changes.js';
import { NeedsScope, type Program } from '../../identity/auth/api-key.guard.js';
import { CurrentProgram, ProgramController } from '../../identity/auth/decorators.js';
import { Uuid } from '../../platform/http/validation.js';
import { ProgramRun, ProgramRunDetail, ProgramRunQuery, ProgramRuns } from './program-runs.schemas.js';
import { ProgramRunsService } from './program-runs.service.js';
import { RunAction, RunActionInput } from './runs.schemas.js';

@ProgramController('', 'Automations')
@Announces('runs')
export class ProgramRunsController {
  constructor(private readonly runs: ProgramRunsService) {}

  @Get('automations/:id/runs')
  @NeedsScope('automations:read')
  @ApiOperation({ summary: 'Who is where: the journeys of an automation, newest first' })
  @ApiOkResponse({ standardSchema: ProgramRuns })
  list(
    @CurrentProgram() program: Program,
    @Param('id', { schema: Uuid }) id: string,
    @Query({ schema: ProgramRunQuery }) query: ProgramRunQuery,
  ): Promise<ProgramRuns> {
    return this.runs.list(program, id, query);
  }

  @Get('runs/:id')
  @NeedsScope('automations:read')
  @ApiOperation({ summary: 'One journey with the steps that it took' })
  @ApiOkResponse({ standardSchema: ProgramRunDetail })
  get(@CurrentProgram() program: Program, @Param('id', { schema: Uuid }) id: string): Promise<ProgramRunDetail> {
    return this.runs.get(program, id);
  }

  @Post('runs/:id/:action')
  @HttpCode(202)
  @NeedsScope('automations:write')
  @ApiOperation({ summary: 'Retries the step of a journey that needs attention, continues without it, or ends the journey' })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiAcceptedResponse({ standardSchema: ProgramRun })
  operate(
    @CurrentProgram() program: Program,
    @Param('id', { schema: Uuid }) id: string,
    @Param('action', { schema: RunAction }) action: RunAction,
    @Body({ schema: RunActionInput }) body: RunActionInput,
    @Headers('idempotency-key') key: string | undefined,
  ): Promise<ProgramRun> {
    return this.runs.operate(program, id, action, body, key);
  }
}
