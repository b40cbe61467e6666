import { fillText } from '@perennial/rendering';
import { type CallSecrets, CallSecretUnusableError } from '@perennial/stripe';
import { EffectLedger } from '../../platform/effect-ledger.js';
import { failure } from '../../platform/failure.js';
import { headerValue } from '../../platform/http/header-value.js';
import { ForbiddenAddressError, type Outbound, type OutboundAnswer } from '../../platform/http/outbound.js';
import type { Services } from '../../platform/services.js';
import type { EffectAtRun, EffectHandler } from './effect-at-run.js';

/** Calls the address of the step; status and body of the answer are kept for later steps. */
export function callUrl(services: Services, outbound: Outbound, secrets: CallSecrets): EffectHandler<'callUrl'> {
  const { tenancy } = services;
  const ledger = new EffectLedger(tenancy, services.clocks.wall);

  return async (at) => {
    const { schoolId, key, effect, event, contact } = at;
    const claim = await ledger.claim(schoolId, key, 'http');
    if (!claim.go) return;
    const fill = (text: string): string => fillText(text, { event, contact: contact ?? { name: '', email: '' } });
    const headers = await openHeaders(at);
    const fields = effect.body.map(({ name, value }) => [name, fill(value)]);
    const answer = await call(at, {
      method: effect.method,
      url: fill(effect.url),
      headers: {
        ...Object.fromEntries(headers.map(({ name, value }) => [name, headerValue(fill(value))])),
        'idempotency-key': key,
        ...(fields.length > 0 && { 'content-type': 'application/json' }),
      },
      body: fields.length > 0 && effect.method !== 'GET' ? JSON.stringify(Object.fromEntries(fields)) : null,
      timeoutMs: effect.timeoutSeconds * 1000,
    });
    const good = answer.status >= 200 && answer.status < 400;
    await ledger.settle(schoolId, key, good ? 'done' : 'refused', { status: answer.status, body: answer.body.slice(0, 1000) });
    if (!good) throw failure(answer.status >= 500 || answer.status === 429 ? 'url_unreachable' : 'url_refused');
  };

  async function openHeaders({ schoolId, key, effect }: EffectAtRun<'callUrl'>): Promise<{ name: string; value: string }[]> {
    try {
      return await tenancy.withSchool(schoolId, () => secrets.open(effect.headers, effect.url));
    } catch (error) {
      if (!(error instanceof CallSecretUnusableError)) throw error;
      await ledger.settle(schoolId, key, 'refused', { problem: error.message });
      throw failure('misconfigured');
    }
  }

  async function call(
    { schoolId, key }: EffectAtRun<'callUrl'>,
    request: Parameters<Outbound['call']>[0],
  ): Promise<OutboundAnswer> {
    try {
      return await outbound.call(request);
    } catch (error) {
      const forbidden = error instanceof ForbiddenAddressError;
      const problem = error instanceof Error ? error.message : String(error);
      await ledger.settle(schoolId, key, forbidden ? 'refused' : 'unknown', { problem });
      services.log.warn({ err: error, key }, 'call failed');
      throw failure(forbidden ? 'url_refused' : 'url_unreachable');
    }
  }
}
