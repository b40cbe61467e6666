import { Get } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { AdminController, CurrentStaff } from '../../identity/auth/decorators.js';
import { OnlyFor, type SignedInStaff } from '../../identity/auth/staff.guard.js';
import { AutomationMapView } from './automation-map.schemas.js';
import { AutomationMapService } from './automation-map.service.js';

@AdminController('automation-map', 'Automations', null)
@OnlyFor('owner', 'admin', 'support')
export class AutomationMapController {
  constructor(private readonly map: AutomationMapService) {}

  @Get()
  @ApiOkResponse({ standardSchema: AutomationMapView })
  view(@CurrentStaff() staff: SignedInStaff): Promise<AutomationMapView> {
    return this.map.view(staff.schoolId);
  }
}
