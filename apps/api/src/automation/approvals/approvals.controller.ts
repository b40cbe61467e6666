import { Body, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { ApprovalDecision } from '@perennial/domain/automation';
import { NeedsScope, type Program } from '../../identity/auth/api-key.guard.js';
import { AdminController, CurrentProgram, CurrentStaff, ProgramController } from '../../identity/auth/decorators.js';
import { OnlyFor, type SignedInStaff } from '../../identity/auth/staff.guard.js';
import { Uuid } from '../../platform/http/validation.js';
import { Approvals, ApprovalsQuery, ApprovalView, ProgramApprovalsQuery } from './approvals.schemas.js';
import { ApprovalsService } from './approvals.service.js';

@AdminController('approvals', 'Automations', 'approvals')
@OnlyFor('owner', 'admin', 'support')
export class ApprovalsController {
  constructor(private readonly approvals: ApprovalsService) {}

  @Get()
  @ApiOkResponse({ standardSchema: Approvals })
  list(
    @CurrentStaff() staff: SignedInStaff,
    @Query({ schema: ApprovalsQuery }) { state, mine }: ApprovalsQuery,
  ): Promise<Approvals> {
    return this.approvals.list(staff.schoolId, state, mine ? staff.role : null);
  }

  @Post(':id/decide')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: ApprovalView })
  decide(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: ApprovalDecision }) body: ApprovalDecision,
  ): Promise<ApprovalView> {
    return this.approvals.decide(staff, id, body);
  }
}

@ProgramController('approvals', 'Automations')
export class ProgramApprovalsController {
  constructor(private readonly approvals: ApprovalsService) {}

  @Get()
  @NeedsScope('automations:read')
  @ApiOperation({ summary: 'Questions of journeys to the staff' })
  @ApiOkResponse({ standardSchema: Approvals })
  list(
    @CurrentProgram() program: Program,
    @Query({ schema: ProgramApprovalsQuery }) { state }: ProgramApprovalsQuery,
  ): Promise<Approvals> {
    return this.approvals.list(program.schoolId, state, null);
  }

  @Post(':id/decide')
  @HttpCode(200)
  @NeedsScope('automations:write')
  @ApiOperation({ summary: 'Approve or decline; the first answer counts' })
  @ApiOkResponse({ standardSchema: ApprovalView })
  decide(
    @CurrentProgram() program: Program,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: ApprovalDecision }) body: ApprovalDecision,
  ): Promise<ApprovalView> {
    return this.approvals.decideByProgram(program, id, body);
  }
}
