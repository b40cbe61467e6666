import { Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam } from '@nestjs/swagger';
import { lookupKinds } from '@perennial/domain/search';
import { AdminController, CurrentStaff } from '../../identity/auth/decorators.js';
import type { SignedInStaff } from '../../identity/auth/staff.guard.js';
import { Lookup, LookupKindParam, LookupQuery } from './lookups.schemas.js';
import { LookupsService } from './lookups.service.js';

@AdminController('lookups', 'Search', null)
export class LookupsController {
  constructor(private readonly lookups: LookupsService) {}

  @Get(':kind')
  @ApiOperation({ summary: 'Records that a form can refer to, by search text or by ID' })
  @ApiParam({ name: 'kind', enum: lookupKinds })
  @ApiOkResponse({ standardSchema: Lookup })
  find(
    @CurrentStaff() staff: SignedInStaff,
    @Param('kind', { schema: LookupKindParam }) kind: LookupKindParam,
    @Query({ schema: LookupQuery }) query: LookupQuery,
  ): Promise<Lookup> {
    return this.lookups.find(staff.schoolId, kind, query);
  }
}
