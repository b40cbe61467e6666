import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Automation, AutomationRun, AutomationVersion, Tenancy } from '@perennial/db';
import { type Cursor, canMoveTo, Graph, rerunFrom } from '@perennial/domain/automation';
import { Clocks, EventLog } from '@perennial/services';
import { Repository } from 'typeorm';
import { found, Refusal } from '../../platform/http/refusal.js';
import { createRerun, rerunWithKey } from './reruns.queries.js';
import type { Rerun, RerunInput } from './reruns.schemas.js';

/** Repeats journeys that have ended from a step, as journeys of their own. */
@Injectable()
export class RerunsService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
    private readonly events: EventLog,
    @InjectRepository(Automation) private readonly automations: Repository<Automation>,
    @InjectRepository(AutomationRun) private readonly runs: Repository<AutomationRun>,
    @InjectRepository(AutomationVersion) private readonly versions: Repository<AutomationVersion>,
  ) {}

  start(schoolId: string, runId: string, { key, from, version, skip }: RerunInput): Promise<Rerun> {
    return this.tenancy.withSchool(schoolId, async () => {
      const run = found(await this.runs.findOneBy({ id: runId }), 'journey');
      const automation = found(await this.automations.findOneBy({ id: run.automationId }), 'automation');
      const entryKey = `rerun:${runId}:${key}`;
      const known = await this.tenancy.rowOf(rerunWithKey, automation.id, entryKey);
      if (known) return { runId: known.id };
      if (run.finishedAt === null)
        throw new Refusal('not_possible_now', 'This journey has not ended. Continue it at another step, or stop it first.');
      if (automation.state === 'archived' || automation.state === 'deleted')
        throw new Refusal('not_possible_now', 'The automation is archived or deleted. Restore it first.');
      const versionId = version === 'newest' ? (automation.publishedVersionId ?? run.versionId) : run.versionId;
      const graph = Graph.parse((await this.versions.findOneByOrFail({ id: versionId })).graph);
      if (!canMoveTo(graph, from))
        throw new Refusal('rule_refused', 'The version does not have this step. Choose another step or version.', {
          field: 'from',
        });
      const cursor = rerunFrom(run.cursor as Cursor, from, skip);
      const now = await this.clocks.nowFor(run.contactId);
      const made = await this.tenancy.rowOf(createRerun, runId, versionId, entryKey, JSON.stringify(cursor), now);
      if (!made)
        throw new Refusal(
          'not_possible_now',
          'This person is in the automation now, and may be in it only once. Wait for the end of that journey.',
        );
      await this.events.record({ type: 'run.rerun', contactId: run.contactId, occurredAt: now, data: { runId: made.id } });
      return { runId: made.id };
    });
  }
}
