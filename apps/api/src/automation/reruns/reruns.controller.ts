import { Body, HttpCode, Param, Post } from '@nestjs/common';
import { ApiAcceptedResponse } from '@nestjs/swagger';
import { AdminController, CurrentStaff } from '../../identity/auth/decorators.js';
import { OnlyFor, type SignedInStaff } from '../../identity/auth/staff.guard.js';
import { Uuid } from '../../platform/http/validation.js';
import { Rerun, RerunInput } from './reruns.schemas.js';
import { RerunsService } from './reruns.service.js';

@AdminController('runs/:id/reruns', 'Automations', 'runs')
@OnlyFor('owner', 'admin')
export class RerunsController {
  constructor(private readonly reruns: RerunsService) {}

  @Post()
  @HttpCode(202)
  @ApiAcceptedResponse({ standardSchema: Rerun })
  start(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: RerunInput }) body: RerunInput,
  ): Promise<Rerun> {
    return this.reruns.start(staff.schoolId, id, body);
  }
}
