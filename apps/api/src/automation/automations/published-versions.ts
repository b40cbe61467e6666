import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Automation, AutomationVersion, Tenancy } from '@perennial/db';
import { type Graph, scopeOfGraph } from '@perennial/domain/automation';
import { Clocks } from '@perennial/services';
import { Repository } from 'typeorm';

/** What is recorded about a version when it is published. */
export interface VersionRecord {
  /** The name of whoever publishes it. */
  readonly publishedBy: string | null;
  readonly note: string | null;
}

/** Frozen graphs. In the open scope. */
@Injectable()
export class PublishedVersions {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
    @InjectRepository(Automation) private readonly automations: Repository<Automation>,
    @InjectRepository(AutomationVersion) private readonly automationVersions: Repository<AutomationVersion>,
  ) {}

  /** Freezes a graph as the next version and makes it the one that people enter. */
  async publish(automation: Automation, graph: Graph, record: VersionRecord): Promise<AutomationVersion> {
    // Locked, so that version numbers have neither gaps nor duplicates.
    await this.tenancy.em.query('select from automation where id = $1 for update', [automation.id]);
    const last = await this.tenancy.row<{ number: number }>(
      'select coalesce(max(number), 0)::int as number from automation_version where automation_id = $1',
      [automation.id],
    );
    const made = await this.automationVersions.insert({
      automationId: automation.id,
      number: (last?.number ?? 0) + 1,
      graph,
      triggerTypes: [...scopeOfGraph(graph).eventTypes],
      ...record,
    });
    const versionId = String(made.identifiers[0]?.id);
    await this.automations.update({ id: automation.id }, { publishedVersionId: versionId, updatedAt: this.clocks.wall() });
    return this.automationVersions.findOneByOrFail({ id: versionId });
  }

  /** The version that people enter now, or null. */
  async current(automation: Automation): Promise<AutomationVersion | null> {
    return automation.publishedVersionId ? this.automationVersions.findOneBy({ id: automation.publishedVersionId }) : null;
  }
}
