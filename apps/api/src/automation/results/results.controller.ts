import { Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { AdminController, CurrentStaff } from '../../identity/auth/decorators.js';
import { OnlyFor, type SignedInStaff } from '../../identity/auth/staff.guard.js';
import { Uuid } from '../../platform/http/validation.js';
import { AutomationResults, ResultsQuery } from './results.schemas.js';
import { ResultsService } from './results.service.js';

@AdminController('automations/:id/results', 'Automations', null)
@OnlyFor('owner', 'admin', 'support')
export class ResultsController {
  constructor(private readonly results: ResultsService) {}

  @Get()
  @ApiOkResponse({ standardSchema: AutomationResults })
  of(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Query({ schema: ResultsQuery }) { days }: ResultsQuery,
  ): Promise<AutomationResults> {
    return this.results.of(staff.schoolId, id, Number(days));
  }
}
