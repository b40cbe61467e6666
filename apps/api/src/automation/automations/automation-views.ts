import { Injectable } from '@nestjs/common';
import { type Automation, Tenancy } from '@perennial/db';
import { iso } from '../../platform/http/schemas.js';
import { heldRuns, runsByState, versionNumbers } from './automation-views.queries.js';
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
    const heldIn = automations.flatMap(({ id, heldAt }) => (heldAt ? [id] : []));
    const held = heldIn.length === 0 ? [] : await this.tenancy.rowsOf(heldRuns, heldIn);
    return automations.map(({ id, name, state: stored, builtInKey, publishedVersionId, updatedAt }) => {
      const count = (...states: string[]): number =>
        counts.filter((row) => row.automationId === id && states.includes(row.state)).reduce((sum, row) => sum + row.count, 0);
      const heldOf = (automationId: string) => held.find((row) => row.automationId === automationId)?.count ?? 0;
      return {
        id,
        name,
        state: shownState(stored),
        builtInKey,
        versionNumber: versions.find((version) => version.id === publishedVersionId)?.number ?? null,
        // People whom a pause holds are in progress.
        counts: {
          running: count('running'),
          waiting: count('waiting') + heldOf(id),
          parked: count('parked') - heldOf(id),
          completed: count('completed', 'exited'),
        },
        updatedAt: iso(updatedAt),
      };
    });
  }
}

/** Deleted automations are found nowhere. */
function shownState(state: Automation['state']): AutomationSummary['state'] {
  if (state === 'deleted') throw new Error('a deleted automation is shown');
  return state;
}
