import { hostOf } from '@perennial/domain/automation';
import { EffectLedger } from '../../platform/effect-ledger.js';
import { failure } from '../../platform/failure.js';
import type { HostSlots } from '../../platform/http/host-slots.js';
import type { Services } from '../../platform/services.js';
import type { EffectAtRun, EffectHandler } from './effect-at-run.js';
import { CallUnpreparedError, type UrlCalls } from './url-call.js';

/**
 * Calls the URL of the step. Later steps can use the status and body of the response.
 * @param places limits the calls to one host. A call without a place fails with `host_busy`, before it is claimed.
 */
export function callUrl(services: Services, calls: UrlCalls, places: HostSlots | null): EffectHandler<'callUrl'> {
  const { tenancy } = services;
  const ledger = new EffectLedger(tenancy, services.clocks.wall);

  const call = async ({ schoolId, key, effect, event, contact }: EffectAtRun<'callUrl'>): Promise<void> => {
    const claim = await ledger.claim(schoolId, key, 'http');
    // Only emails are leased.
    if (claim === 'leased' || !claim.go) return;
    try {
      const prepared = await tenancy.withSchool(schoolId, () => calls.prepare(effect, key, { event, contact }));
      const { result, failed } = await calls.call(prepared);
      await ledger.complete(schoolId, key, result.state, result.outputs);
      if (failed !== null) throw failure(failed);
    } catch (error) {
      if (!(error instanceof CallUnpreparedError)) throw error;
      await ledger.complete(schoolId, key, 'refused', { problem: error.message });
      throw failure('misconfigured');
    }
  };

  return async (at) => {
    if (!places) return call(at);
    const release = places.take(hostOf(at.effect.url));
    if (!release) throw failure('host_busy');
    try {
      await call(at);
    } finally {
      release();
    }
  };
}
