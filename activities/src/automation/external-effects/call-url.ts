import { inspect } from 'node:util';
import { type CallSecrets, CallSecretUnusableError } from '@perennial/stripe';
import { EffectLedger } from '../../platform/effect-ledger.js';
import { failure } from '../../platform/failure.js';
import { hideValues } from '../../platform/http/hide-values.js';
import { ForbiddenAddressError, type Outbound, type OutboundAnswer } from '../../platform/http/outbound.js';
import type { Services } from '../../platform/services.js';
import { type OpenedValues, requestOf } from './call-request.js';
import type { EffectAtRun, EffectHandler } from './effect-at-run.js';

/** Calls the address of the step; status and body of the answer are kept for later steps. */
export function callUrl(services: Services, outbound: Outbound, secrets: CallSecrets): EffectHandler<'callUrl'> {
  const { tenancy } = services;
  const ledger = new EffectLedger(tenancy, services.clocks.wall);

  return async (at) => {
    const { schoolId, key } = at;
    const claim = await ledger.claim(schoolId, key, 'http');
    if (!claim.go) return;
    const opened = await openValues(at);
    const hidden = hideValues([...opened.headers, ...opened.secrets].map(({ value }) => value));
    const answer = await call(at, await fillRequest(at, opened), hidden);
    const good = answer.status >= 200 && answer.status < 400;
    await ledger.settle(schoolId, key, good ? 'done' : 'refused', {
      status: answer.status,
      body: hidden(answer.body).slice(0, 1000),
    });
    if (!good) throw failure(answer.status >= 500 || answer.status === 429 ? 'url_unreachable' : 'url_refused');
  };

  /** A text that cannot be filled in is a fault of the settings. The error may quote a stored value, and is not kept. */
  async function fillRequest({ schoolId, key, effect, event, contact }: EffectAtRun<'callUrl'>, opened: OpenedValues) {
    try {
      return requestOf(effect, key, opened, { event, contact });
    } catch {
      const problem = 'the address, a header or a field of the body cannot be filled in';
      await ledger.settle(schoolId, key, 'refused', { problem });
      throw failure('misconfigured');
    }
  }

  async function openValues({ schoolId, key, effect }: EffectAtRun<'callUrl'>): Promise<OpenedValues> {
    try {
      return await tenancy.withSchool(schoolId, async () => ({
        headers: await secrets.open(effect.headers, effect.url),
        secrets: await secrets.open(effect.secrets, effect.url),
      }));
    } catch (error) {
      if (!(error instanceof CallSecretUnusableError)) throw error;
      await ledger.settle(schoolId, key, 'refused', { problem: error.message });
      throw failure('misconfigured');
    }
  }

  async function call(
    { schoolId, key }: EffectAtRun<'callUrl'>,
    request: Parameters<Outbound['call']>[0],
    hidden: (text: string) => string,
  ): Promise<OutboundAnswer> {
    try {
      return await outbound.call(request);
    } catch (error) {
      const forbidden = error instanceof ForbiddenAddressError;
      const problem = hidden(error instanceof Error ? error.message : String(error));
      await ledger.settle(schoolId, key, forbidden ? 'refused' : 'unknown', { problem });
      services.log.warn({ problem: hidden(inspect(error)), key }, 'call failed');
      throw failure(forbidden ? 'url_refused' : 'url_unreachable');
    }
  }
}
