import { type FailureCode, failures } from '@perennial/contracts';
import type { Cursor, Outcome } from '@perennial/domain/automation';
import { isWithheld, withheldReasons } from '@perennial/domain/identity';
import type { Services } from '../platform/services.js';
import { effectResult } from './automation.queries.js';
import type { LoadedRun } from './run-store.js';
import type { EffectResult } from './run-writes.js';

/** Key of a run's current effect: `{run}:{node}:{visit}`. */
export const effectKey = (runId: string, cursor: Pick<Cursor, 'nodeId' | 'visit'>): string =>
  `${runId}:${cursor.nodeId}:${cursor.visit}`;

/**
 * How the current effect of a run ended: from its call a moment ago, or from the ledger, because its outputs never travel through
 * Temporal. Null while it has not ended.
 */
export async function effectOutcome(
  { tenancy }: Services,
  run: LoadedRun,
  failed: FailureCode | undefined,
  called: EffectResult | undefined,
): Promise<(Outcome & { readonly kind: 'effect' }) | null> {
  const effect = called ?? (await tenancy.rowOf(effectResult, effectKey(run.row.id, run.cursor)));
  if (effect?.state === 'done') {
    const outputs = effect.outputs ?? {};
    const { withheld } = outputs;
    return { kind: 'effect', ok: true, outputs, ...(isWithheld(withheld) && { reason: withheldReasons[withheld] }) };
  }
  if (!failed) return null;
  return {
    kind: 'effect',
    ok: false,
    code: failed,
    ...(effect?.outputs && { outputs: effect.outputs }),
    message: `${failures[failed].meaning}${detailOf(failed, effect?.outputs ?? null)}`,
  };
}

/** The response of the other system, or the field of an email that cannot be filled in. */
function detailOf(failed: FailureCode, outputs: Record<string, unknown> | null): string {
  const { status, problem } = outputs ?? {};
  if (typeof status === 'number') return ` The server answered ${status}.`;
  if (typeof problem !== 'string') return '';
  // The sentence of a call that got no answer says whether the host name, the connection or the server failed.
  if (failed === 'url_unreachable') return ` ${problem}`;
  return failed === 'mail_unrenderable' ? ` ${problem}.` : '';
}
