import { stopKeyPrefix } from '@perennial/domain/automation';
import { failure } from '../platform/failure.js';
import type { Services } from '../platform/services.js';
import { namesOfBoth, stopRunsOf } from './other-automations.queries.js';
import type { LoadedRun } from './run-store.js';

/** An effect of a run on another automation, with its key in the run. */
interface OnOther {
  readonly automationId: string;
  readonly key: string;
}

/** Adds the person of a run to another automation. An endless chain of automations ends at the depth of its events. */
export async function startOther(services: Services, { automationId, key }: OnOther, run: LoadedRun): Promise<void> {
  const { own, other } = await namesFor(services, automationId, run);
  await services.events.record({
    type: 'automation.requested',
    contactId: run.row.contactId,
    occurredAt: run.now,
    data: { automationId, automation: other, by: 'automation', byName: own },
    cause: run.cause,
    key: `start:${run.row.id}:${key}`,
  });
}

/**
 * Requests the end of the person's journeys through another automation. A workflow ends them under their own locks: two automations that stop
 * each other must not wait for each other here.
 */
export async function stopOther(services: Services, { automationId, key }: OnOther, run: LoadedRun): Promise<void> {
  const { id, contactId } = run.row;
  const { own } = await namesFor(services, automationId, run);
  if (contactId === null) throw failure('misconfigured');
  const move = await services.tenancy.rowOf(stopRunsOf, automationId, contactId, id, `${stopKeyPrefix}${id}:${key}`, own);
  if (!move) return;
  await services.events.record({
    type: 'runs.move_requested',
    contactId: null,
    occurredAt: services.clocks.wall(),
    data: { moveId: move.id },
    cause: run.cause,
    key: `move-runs:${move.id}`,
  });
}

async function namesFor({ tenancy }: Services, otherId: string, { row }: LoadedRun): Promise<{ own: string; other: string }> {
  const names = await tenancy.rowOf(namesOfBoth, row.automationId, otherId);
  // It was deleted after this automation was published.
  if (!names || names.other === null) throw failure('misconfigured');
  return { own: names.own, other: names.other };
}
