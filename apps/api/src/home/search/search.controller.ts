import { Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { AdminController, CurrentStaff } from '../../identity/auth/decorators.js';
import type { SignedInStaff } from '../../identity/auth/staff.guard.js';
import { SearchQuery, SearchResults } from './search.schemas.js';
import { SearchService } from './search.service.js';

@AdminController('search', 'Search', null)
export class SearchController {
  constructor(private readonly searches: SearchService) {}

  @Get()
  @ApiOperation({ summary: 'Contacts, memberships, products, automations and emails by their names' })
  @ApiOkResponse({ standardSchema: SearchResults })
  search(@CurrentStaff() staff: SignedInStaff, @Query({ schema: SearchQuery }) { q }: SearchQuery): Promise<SearchResults> {
    return this.searches.search(staff.schoolId, q);
  }
}
