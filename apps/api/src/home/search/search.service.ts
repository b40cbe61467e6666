import { Injectable } from '@nestjs/common';
import { Tenancy } from '@perennial/db';
import { searchable } from '../../platform/http/lists.js';
import { bestOfEachKind } from './search.queries.js';
import type { SearchResults } from './search.schemas.js';

const perKind = 5;

/** Searches all kinds of records by name. */
@Injectable()
export class SearchService {
  constructor(private readonly tenancy: Tenancy) {}

  /** The best of each kind. Built-in automations are left out: staff know them as messages of the email settings. */
  search(schoolId: string, typed: string): Promise<SearchResults> {
    return this.tenancy.withSchool(schoolId, async () => ({
      items: await this.tenancy.rowsOf(bestOfEachKind, searchable(typed), perKind),
    }));
  }
}
