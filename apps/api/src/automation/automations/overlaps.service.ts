import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Automation, Tenancy } from '@perennial/db';
import { Graph, overlappingEmails } from '@perennial/domain/automation';
import { Not, Repository } from 'typeorm';
import { found } from '../../platform/http/refusal.js';
import type { Overlaps } from './automations.schemas.js';
import { otherActiveGraphs } from './overlaps.queries.js';

/** Other active automations that email the same people about the same thing as a draft. */
@Injectable()
export class OverlapsService {
  constructor(
    private readonly tenancy: Tenancy,
    @InjectRepository(Automation) private readonly automations: Repository<Automation>,
  ) {}

  list(schoolId: string, id: string): Promise<Overlaps> {
    return this.tenancy.withSchool(schoolId, async () => {
      const { draft } = found(await this.automations.findOneBy({ id, state: Not('deleted') }), 'automation');
      const drawn = Graph.safeParse(draft).data;
      if (!drawn) return [];
      const others = await this.tenancy.rowsOf(otherActiveGraphs, id);
      return others.flatMap(({ graph, ...other }) => {
        const emails = overlappingEmails(drawn, Graph.parse(graph));
        return emails.length === 0 ? [] : [{ ...other, steps: [...new Set(emails.map(({ nodeId }) => nodeId))] }];
      });
    });
  }
}
