import { Get, Param } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { AdminController, CurrentStaff } from '../../identity/auth/decorators.js';
import { OnlyFor, type SignedInStaff } from '../../identity/auth/staff.guard.js';
import { Uuid } from '../../platform/http/validation.js';
import { PeopleInVersions, VersionDetail, VersionNumber, Versions } from './versions.schemas.js';
import { VersionsService } from './versions.service.js';

@AdminController('automations/:id', 'Automations', null)
@OnlyFor('owner', 'admin', 'support')
export class VersionsController {
  constructor(private readonly versions: VersionsService) {}

  @Get('versions')
  @ApiOkResponse({ standardSchema: Versions })
  list(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<Versions> {
    return this.versions.list(staff.schoolId, id);
  }

  @Get('versions/:number')
  @ApiOkResponse({ standardSchema: VersionDetail })
  get(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Param('number', { schema: VersionNumber }) number: number,
  ): Promise<VersionDetail> {
    return this.versions.get(staff.schoolId, id, number);
  }

  @Get('people')
  @ApiOkResponse({ standardSchema: PeopleInVersions })
  people(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<PeopleInVersions> {
    return this.versions.people(staff.schoolId, id);
  }
}
