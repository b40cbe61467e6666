import { Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import { AdminController, CurrentStaff } from '../../identity/auth/decorators.js';
import type { SignedInStaff } from '../../identity/auth/staff.guard.js';
import { SearchQuery, SearchResponse, type SearchResults } from './search.schemas.js';
import { SearchService } from './search.service.js';

@AdminController('search', 'Search')
export class SearchController {
  constructor(private readonly searches: SearchService) {}

  @Get()
  @ApiOperation({ summary: 'Contacts, memberships, products, automations and emails by their names' })
  @ApiOkResponse({ standardSchema: SearchResponse })
  search(
    @CurrentStaff() staff: SignedInStaff,
    @Query({ schema: SearchQuery }) { q }: z.output<typeof SearchQuery>,
  ): Promise<SearchResults> {
    return this.searches.search(staff.schoolId, q);
  }
}
