import { Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse } from '@nestjs/swagger';
import { AdminController, CurrentStaff } from '../../identity/auth/decorators.js';
import { OnlyFor, type SignedInStaff } from '../../identity/auth/staff.guard.js';
import { Uuid } from '../../platform/http/validation.js';
import { StuckWorkflowsResponse, StuckWorkflowView } from './stuck-workflows.schemas.js';
import { StuckWorkflowsService } from './stuck-workflows.service.js';

@AdminController('stuck-workflows', 'Automations', 'stuck-workflows')
export class StuckWorkflowsController {
  constructor(private readonly stuck: StuckWorkflowsService) {}

  @Get()
  @ApiOkResponse({ standardSchema: StuckWorkflowsResponse })
  list(@CurrentStaff() staff: SignedInStaff): Promise<StuckWorkflowView[]> {
    return this.stuck.list(staff.schoolId);
  }

  @Post(':id/restart')
  @HttpCode(202)
  @OnlyFor('owner', 'admin')
  @ApiAcceptedResponse({ standardSchema: StuckWorkflowView })
  restart(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<StuckWorkflowView> {
    return this.stuck.restart(staff.schoolId, id);
  }
}
