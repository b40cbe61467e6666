import { Body, Get, Headers, Param, Post } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { Announces } from '../../identity/auth/announced-changes.js';
import { NeedsScope, type Program } from '../../identity/auth/api-key.guard.js';
import { CurrentProgram, ProgramController } from '../../identity/auth/decorators.js';
import { Answers } from '../../platform/http/answers.js';
import { Uuid } from '../../platform/http/validation.js';
import { ProgramAutomation } from '../files/automation-files.schemas.js';
import { PauseBody, PublishInput, ResumeBody } from './automations.schemas.js';
import { ProgramAutomationDetail, ProgramPublished } from './program-automations.schemas.js';
import { ProgramAutomationsService } from './program-automations.service.js';

@ProgramController('automations/:id', 'Automations')
@Announces('automation-drafts')
export class ProgramAutomationController {
  constructor(private readonly automations: ProgramAutomationsService) {}

  @Get()
  @NeedsScope('automations:read')
  @ApiOperation({ summary: 'One automation: its draft with the issues, its published steps, and how many people are where' })
  @ApiOkResponse({ standardSchema: ProgramAutomationDetail })
  get(@CurrentProgram() program: Program, @Param('id', { schema: Uuid }) id: string): Promise<ProgramAutomationDetail> {
    return this.automations.get(program, id);
  }

  @Post('publish')
  @NeedsScope('automations:write')
  @ApiOperation({ summary: 'Makes the draft the version that people enter from now on, and moves those who are chosen to it' })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @Answers(ProgramPublished)
  publish(
    @CurrentProgram() program: Program,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: PublishInput }) body: PublishInput,
    @Headers('idempotency-key') key: string | undefined,
  ): Promise<ProgramPublished> {
    return this.automations.publish(program, id, body, key);
  }

  @Post('pause')
  @NeedsScope('automations:write')
  @ApiOperation({ summary: 'Nobody new enters; people in progress continue, are held, or their journeys end' })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @Answers(ProgramAutomation)
  pause(
    @CurrentProgram() program: Program,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: PauseBody }) body: PauseBody,
    @Headers('idempotency-key') key: string | undefined,
  ): Promise<ProgramAutomation> {
    return this.automations.pause(program, id, body, key);
  }

  @Post('resume')
  @NeedsScope('automations:write')
  @ApiOperation({ summary: 'People enter again, and those whom the pause held continue' })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @Answers(ProgramAutomation)
  resume(
    @CurrentProgram() program: Program,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: ResumeBody }) body: ResumeBody,
    @Headers('idempotency-key') key: string | undefined,
  ): Promise<ProgramAutomation> {
    return this.automations.resume(program, id, body, key);
  }
}
