import type { Effect } from '@perennial/domain/automation';
import { type CallVariables, fillCall } from '@perennial/rendering';
import { headerValue } from '../../platform/http/header-value.js';
import type { Outbound } from '../../platform/http/outbound.js';

/** Decrypted values of a call. */
export interface OpenedValues {
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly secrets: readonly { readonly name: string; readonly value: string }[];
}

/**
 * A call as it is sent, with its variables and secrets filled in.
 * @throws when a text cannot be filled in; the message may quote the text
 */
export function requestOf(
  effect: Effect & { kind: 'callUrl' },
  key: string,
  { headers, secrets }: OpenedValues,
  { event, contact }: Omit<CallVariables, 'secrets'>,
): Parameters<Outbound['call']>[0] {
  const filled = fillCall({ ...effect, headers }, { event, contact, secrets });
  return {
    method: effect.method,
    url: filled.url,
    headers: {
      ...Object.fromEntries(filled.headers.map(({ name, value }) => [name, headerValue(value)])),
      'idempotency-key': key,
      ...(effect.body.length > 0 && { 'content-type': 'application/json' }),
    },
    body: filled.body,
    timeoutMs: effect.timeoutSeconds * 1000,
  };
}
