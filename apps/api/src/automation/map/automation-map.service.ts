import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Segment, Tenancy } from '@perennial/db';
import { automationMap, Graph } from '@perennial/domain/automation';
import { Repository } from 'typeorm';
import { publishedGraphs } from './automation-map.queries.js';
import type { AutomationMapView } from './automation-map.schemas.js';

/** How the automations of a school depend on each other. */
@Injectable()
export class AutomationMapService {
  constructor(
    private readonly tenancy: Tenancy,
    @InjectRepository(Segment) private readonly segments: Repository<Segment>,
  ) {}

  /** The map of what is published. A built-in email is listed if something starts it. */
  view(schoolId: string): Promise<AutomationMapView> {
    return this.tenancy.withSchool(schoolId, async () => {
      const rows = await this.tenancy.rowsOf(publishedGraphs);
      const segments = await this.segments.find();
      const links = automationMap(
        rows.map(({ id, graph }) => ({ id, graph: Graph.parse(graph) })),
        new Map(segments.map(({ id, condition }) => [id, condition])),
      );
      const linked = new Set(links.flatMap(({ from, to }) => [from, to]));
      const automations = rows
        .filter(({ id, builtIn }) => !builtIn || linked.has(id))
        .map(({ graph: _, ...automation }) => automation);
      return { automations, links: links.map((link) => ({ ...link, reasons: [...link.reasons] })) };
    });
  }
}
