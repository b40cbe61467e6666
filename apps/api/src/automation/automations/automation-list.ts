import { Automation } from '@perennial/db';
import { type automationSortColumns, automationStates } from '@perennial/domain/automation';
import { z } from 'zod';
import { listModule } from '../../identity/lists/list-module.js';
import { AutomationViews } from './automation-views.js';
import { AutomationsModule } from './automations.module.js';
import { AutomationSummary } from './automations.schemas.js';

/** The automations of a school. */
export const AutomationListModule = listModule({
  path: 'automations',
  tag: 'Automations',
  summary: 'Automations with the states of their runs, a page at a time',
  name: 'Automation',
  entity: Automation,
  search: 'automation',
  sorts: { name: 'row.name', updatedAt: 'row.updatedAt', state: 'row.state' } satisfies Record<
    (typeof automationSortColumns)[number],
    string
  >,
  defaultSort: '-updatedAt',
  filters: { state: z.enum(automationStates).optional(), builtIn: z.stringbool().optional() },
  item: AutomationSummary,
  narrow(query, { state, builtIn }) {
    // Archived ones are listed when asked for only.
    if (state) query.andWhere('row.state = :state', { state });
    else query.andWhere(`row.state not in ('archived', 'deleted')`);
    if (builtIn !== undefined) query.andWhere(`row.builtInKey is ${builtIn ? 'not ' : ''}null`);
  },
  view: { module: AutomationsModule, provider: AutomationViews },
});
