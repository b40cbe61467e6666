import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Segment, Tenancy } from '@perennial/db';
import type { Repository } from 'typeorm';
import type { Program } from '../../identity/auth/api-key.guard.js';
import { listPage, matching } from '../../platform/http/lists.js';
import { found } from '../../platform/http/refusal.js';
import type { Page } from '../../platform/http/schemas.js';
import type { ProgramContactsQuery, ProgramContactView } from '../contacts/program-contacts.schemas.js';
import { ProgramContactsService } from '../contacts/program-contacts.service.js';
import { columnsOf } from './segment-views.js';
import type { ProgramSegmentQuery, ProgramSegmentView } from './segments.schemas.js';

/** Segments and who is in them, for other systems. */
@Injectable()
export class ProgramSegmentsService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly programContacts: ProgramContactsService,
    @InjectRepository(Segment) private readonly segments: Repository<Segment>,
  ) {}

  list({ schoolId }: Program, asked: ProgramSegmentQuery): Promise<Page<ProgramSegmentView>> {
    return this.tenancy.withSchool(schoolId, () => {
      const query = this.segments.createQueryBuilder('segment');
      matching(query, 'segment', asked.q);
      const sorts = { name: 'segment.name', createdAt: 'segment.createdAt' };
      return listPage(query, asked, sorts, 'name', (rows) => rows.map(columnsOf));
    });
  }

  get({ schoolId }: Program, id: string): Promise<ProgramSegmentView> {
    return this.tenancy.withSchool(schoolId, async () => columnsOf(await this.#stored(id)));
  }

  contacts(program: Program, id: string, query: ProgramContactsQuery): Promise<Page<ProgramContactView>> {
    return this.tenancy.withSchool(program.schoolId, async () => {
      const { condition } = await this.#stored(id);
      return this.programContacts.meeting(program, condition, query);
    });
  }

  async #stored(id: string): Promise<Segment> {
    return found(await this.segments.findOneBy({ id }), 'segment');
  }
}
