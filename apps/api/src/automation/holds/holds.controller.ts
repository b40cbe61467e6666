import { Body, Delete, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse } from '@nestjs/swagger';
import { NeedsScope, type Program } from '../../identity/auth/api-key.guard.js';
import { AdminController, CurrentProgram, CurrentStaff, ProgramController } from '../../identity/auth/decorators.js';
import { OnlyFor, type SignedInStaff } from '../../identity/auth/staff.guard.js';
import { Uuid } from '../../platform/http/validation.js';
import { MoveDetail } from '../versions/moves.schemas.js';
import { Holds, ReleaseInput, StepId } from './holds.schemas.js';
import { HoldsService } from './holds.service.js';

@AdminController('automations/:id/holds', 'Automations', 'automation-drafts')
@OnlyFor('owner', 'admin')
export class HoldsController {
  constructor(private readonly holds: HoldsService) {}

  @Get()
  @OnlyFor('owner', 'admin', 'support')
  @ApiOkResponse({ standardSchema: Holds })
  list(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<Holds> {
    return this.holds.list(staff.schoolId, id);
  }

  @Put(':nodeId')
  @ApiOkResponse({ standardSchema: Holds })
  hold(
    @CurrentStaff() { schoolId, name }: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Param('nodeId', { schema: StepId }) nodeId: string,
  ): Promise<Holds> {
    return this.holds.hold({ schoolId, automationId: id, nodeId, by: name });
  }

  @Delete(':nodeId')
  @HttpCode(202)
  @ApiAcceptedResponse({ standardSchema: MoveDetail })
  end(
    @CurrentStaff() { schoolId, name }: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Param('nodeId', { schema: StepId }) nodeId: string,
  ): Promise<MoveDetail> {
    return this.holds.end({ schoolId, automationId: id, nodeId, by: name });
  }

  @Post(':nodeId/release')
  @HttpCode(202)
  @ApiAcceptedResponse({ standardSchema: MoveDetail })
  release(
    @CurrentStaff() { schoolId, name }: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Param('nodeId', { schema: StepId }) nodeId: string,
    @Body({ schema: ReleaseInput }) body: ReleaseInput,
  ): Promise<MoveDetail> {
    return this.holds.release({ schoolId, automationId: id, nodeId, by: name }, body);
  }
}

/** Who holds a step on behalf of a program. */
const program = 'A program';

@ProgramController('automations/:id/holds', 'Automations')
export class ProgramHoldsController {
  constructor(private readonly holds: HoldsService) {}

  @Get()
  @NeedsScope('automations:read')
  @ApiOkResponse({ standardSchema: Holds })
  list(@CurrentProgram() { schoolId }: Program, @Param('id', { schema: Uuid }) id: string): Promise<Holds> {
    return this.holds.list(schoolId, id);
  }

  @Put(':nodeId')
  @NeedsScope('automations:write')
  @ApiOkResponse({ standardSchema: Holds })
  hold(
    @CurrentProgram() { schoolId }: Program,
    @Param('id', { schema: Uuid }) id: string,
    @Param('nodeId', { schema: StepId }) nodeId: string,
  ): Promise<Holds> {
    return this.holds.hold({ schoolId, automationId: id, nodeId, by: program });
  }

  @Delete(':nodeId')
  @NeedsScope('automations:write')
  @HttpCode(202)
  @ApiAcceptedResponse({ standardSchema: MoveDetail })
  end(
    @CurrentProgram() { schoolId }: Program,
    @Param('id', { schema: Uuid }) id: string,
    @Param('nodeId', { schema: StepId }) nodeId: string,
  ): Promise<MoveDetail> {
    return this.holds.end({ schoolId, automationId: id, nodeId, by: program });
  }

  @Post(':nodeId/release')
  @NeedsScope('automations:write')
  @HttpCode(202)
  @ApiAcceptedResponse({ standardSchema: MoveDetail })
  release(
    @CurrentProgram() { schoolId }: Program,
    @Param('id', { schema: Uuid }) id: string,
    @Param('nodeId', { schema: StepId }) nodeId: string,
    @Body({ schema: ReleaseInput }) body: ReleaseInput,
  ): Promise<MoveDetail> {
    return this.holds.release({ schoolId, automationId: id, nodeId, by: program }, body);
  }
}
