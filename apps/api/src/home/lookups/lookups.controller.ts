import { Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam } from '@nestjs/swagger';
import type { z } from 'zod';
import { AdminController, CurrentStaff } from '../../identity/auth/decorators.js';
import type { SignedInStaff } from '../../identity/auth/staff.guard.js';
import { type Lookup, LookupKindParam, LookupQuery, LookupResponse, lookupKinds } from './lookups.schemas.js';
import { LookupsService } from './lookups.service.js';

@AdminController('lookups', 'Search')
export class LookupsController {
  constructor(private readonly lookups: LookupsService) {}

  @Get(':kind')
  @ApiOperation({ summary: 'Records that a form can point to, by what was typed or by their IDs' })
  @ApiParam({ name: 'kind', enum: lookupKinds })
  @ApiOkResponse({ standardSchema: LookupResponse })
  find(
    @CurrentStaff() staff: SignedInStaff,
    @Param('kind', { schema: LookupKindParam }) kind: z.output<typeof LookupKindParam>,
    @Query({ schema: LookupQuery }) query: z.output<typeof LookupQuery>,
  ): Promise<Lookup> {
    return this.lookups.find(staff.schoolId, kind, query);
  }
}
