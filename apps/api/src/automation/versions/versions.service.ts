import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Automation, Tenancy } from '@perennial/db';
import { Not, Repository } from 'typeorm';
import { found } from '../../platform/http/refusal.js';
import { iso } from '../../platform/http/schemas.js';
import { peopleInVersions, versionByNumber, versionsOf } from './versions.queries.js';
import type { PeopleInVersions, VersionDetail, Versions } from './versions.schemas.js';

/** Maximum versions in the history. Older ones still exist, because people may be in them. */
const shown = 500;

/** The published versions of an automation, and the people in them. */
@Injectable()
export class VersionsService {
  constructor(
    private readonly tenancy: Tenancy,
    @InjectRepository(Automation) private readonly automations: Repository<Automation>,
  ) {}

  list(schoolId: string, automationId: string): Promise<Versions> {
    return this.#of(schoolId, automationId, async () => {
      const rows = await this.tenancy.rowsOf(versionsOf, automationId, shown);
      return rows.map((row) => ({ ...row, publishedAt: iso(row.publishedAt) }));
    });
  }

  get(schoolId: string, automationId: string, number: number): Promise<VersionDetail> {
    return this.#of(schoolId, automationId, async () => {
      const { publishedAt, graph, ...row } = found(await this.tenancy.rowOf(versionByNumber, automationId, number), 'version');
      return { ...row, publishedAt: iso(publishedAt), graph: { ...graph } };
    });
  }

  people(schoolId: string, automationId: string): Promise<PeopleInVersions> {
    return this.#of(schoolId, automationId, () => this.tenancy.rowsOf(peopleInVersions, automationId));
  }

  #of<T>(schoolId: string, automationId: string, work: () => Promise<T>): Promise<T> {
    return this.tenancy.withSchool(schoolId, async () => {
      found(await this.automations.findOneBy({ id: automationId, state: Not('deleted') }), 'automation');
      return work();
    });
  }
}
