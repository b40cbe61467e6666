import { Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { AdminController, CurrentStaff } from '../../identity/auth/decorators.js';
import { OnlyFor, type SignedInStaff } from '../../identity/auth/staff.guard.js';
import { Uuid } from '../../platform/http/validation.js';
import { HistoryComparison, HistoryQuery } from './history.schemas.js';
import { HistoryService } from './history.service.js';

@AdminController('automations/:id', 'Automations', null)
@OnlyFor('owner', 'admin')
export class HistoryController {
  constructor(private readonly history: HistoryService) {}

  @Get('history')
  @ApiOkResponse({ standardSchema: HistoryComparison })
  compare(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Query({ schema: HistoryQuery }) { limit }: HistoryQuery,
  ): Promise<HistoryComparison> {
    return this.history.compare(staff.schoolId, id, limit);
  }
}
