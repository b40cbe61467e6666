import { Injectable } from '@nestjs/common';
import { Tenancy } from '@perennial/db';
import { LookupKind } from '@perennial/domain/search';
import { z } from 'zod';
import { searchable } from '../../platform/http/lists.js';
import { lookupByIds, lookupByName } from './lookups.queries.js';
import type { Lookup, LookupQuery } from './lookups.schemas.js';

/** Finds the records that a form can point to. */
@Injectable()
export class LookupsService {
  constructor(private readonly tenancy: Tenancy) {}

  /** The records with the asked IDs, even archived ones, so that a stored value always has a name; otherwise those that match. */
  find(schoolId: string, kind: LookupKind, { q, ids, limit }: LookupQuery): Promise<Lookup> {
    return this.tenancy.withSchool(schoolId, async () => {
      if (ids) {
        // A stored value that is not an ID refers to no record.
        const known = ids.filter((id) => z.uuid().safeParse(id).success);
        return { items: await this.tenancy.rowsOf(lookupByIds[kind], known), more: false };
      }
      const found = await this.tenancy.rowsOf(lookupByName[kind], searchable(q), limit + 1);
      return { items: found.slice(0, limit), more: found.length > limit };
    });
  }
}
