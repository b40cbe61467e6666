import { Get, Query } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { AdminController, CurrentStaff } from '../../identity/auth/decorators.js';
import { OnlyFor, type SignedInStaff } from '../../identity/auth/staff.guard.js';
import { Forecast, ForecastQuery } from './forecast.schemas.js';
import { ForecastService } from './forecast.service.js';

@AdminController('automation-forecast', 'Automations', null)
@OnlyFor('owner', 'admin', 'support')
export class ForecastController {
  constructor(private readonly forecast: ForecastService) {}

  @Get()
  @ApiOkResponse({ standardSchema: Forecast })
  of(@CurrentStaff() staff: SignedInStaff, @Query({ schema: ForecastQuery }) { days }: ForecastQuery): Promise<Forecast> {
    return this.forecast.of(staff.schoolId, Number(days));
  }
}
