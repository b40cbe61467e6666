import { type ExternalEffectInput, type ExternalEffectKind, isExternalEffect } from '@perennial/contracts';
import { AutomationRun, Event } from '@perennial/db';
import type { Cursor, Effect } from '@perennial/domain/automation';
import { baseFacts, type Cause, loadFacts } from '@perennial/services';
import { failure } from '../../platform/failure.js';
import type { Services } from '../../platform/services.js';
import { stepAt } from '../step-at.js';

/** An external effect with what its texts may refer to. */
export interface EffectAtRun<K extends ExternalEffectKind = ExternalEffectKind> {
  readonly schoolId: string;
  /** Key under which the effect happens at most once. */
  readonly key: string;
  readonly run: AutomationRun;
  /** For the events that the effect leads to. */
  readonly cause: Cause;
  readonly effect: Effect & { readonly kind: K };
  readonly event: Readonly<Record<string, unknown>>;
  readonly contact: { readonly name: string; readonly email: string } | null;
}

/** Executes effects of one kind. Their outputs are stored in the effect ledger, where `advance` reads them. */
export type EffectHandler<K extends ExternalEffectKind> = (at: EffectAtRun<K>) => Promise<void>;

/**
 * Reads the effect at which a run is. The step is planned again: its settings are in the frozen version, not in payloads.
 */
export function effectAtRun(services: Services, { schoolId, runId }: ExternalEffectInput): Promise<EffectAtRun> {
  const { tenancy, clocks, graphs } = services;
  return tenancy.withSchool(schoolId, async () => {
    const run = await tenancy.repo(AutomationRun).findOneByOrFail({ id: runId });
    const event = await tenancy.repo(Event).findOneByOrFail({ id: run.eventId });
    const cursor = run.cursor as Cursor;
    const now = await clocks.nowFor(run.contactId);
    const { graph } = await graphs.of(tenancy, run.versionId);
    const subject = { contactId: run.contactId, now };
    const known = await loadFacts(tenancy, await baseFacts(tenancy, run.eventId), ['contact'], subject);
    const { step, facts } = await stepAt(services, { graph, cursor, at: now.toISOString() }, known, subject);
    if (step.kind !== 'act' || !isExternal(step.effect)) throw failure('misconfigured');
    return {
      schoolId,
      key: `${run.id}:${step.effect.key}`,
      run,
      cause: { eventId: event.id, depth: event.depth, runId: run.id, requestId: event.requestId },
      effect: step.effect,
      event: { ...event.data, occurredAt: event.occurredAt.toISOString() },
      contact: facts.contact ? { name: facts.contact.name ?? '', email: facts.contact.email ?? '' } : null,
    };
  });
}

const isExternal = (effect: Effect): effect is Effect & { readonly kind: ExternalEffectKind } => isExternalEffect(effect.kind);
