import { Injectable } from '@nestjs/common';
import { type Automation, Tenancy } from '@perennial/db';
import { iso } from '../../platform/http/schemas.js';
import { runsByState, versionNumbers } from './automation-views.queries.js';
import type { AutomationSummary } from './automations.schemas.js';

/** What lists show of automations, in two statements. In the open scope. */
@Injectable()
export class AutomationViews {
  constructor(private readonly tenancy: Tenancy) {}

  async of(automations: readonly Automation[]): Promise<AutomationSummary[]> {
    const ids = automations.map((automation) => automation.id);
    const published = automations.flatMap((automation) => automation.publishedVersionId ?? []);
    const versions = await this.tenancy.rowsOf(versionNumbers, published);
    const counts = await this.tenancy.rowsOf(runsByState, ids);
    return automations.map(({ id, name, state, builtInKey, publishedVersionId, updatedAt }) => {
      const count = (...states: string[]): number =>
        counts.filter((row) => row.automationId === id && states.includes(row.state)).reduce((sum, row) => sum + row.count, 0);
      return {
        id,
        name,
        state,
        builtInKey,
        versionNumber: versions.find((version) => version.id === publishedVersionId)?.number ?? null,
        counts: {
          running: count('running'),
          waiting: count('waiting'),
          parked: count('parked'),
          completed: count('completed', 'exited'),
        },
        updatedAt: iso(updatedAt),
      };
    });
  }
}
