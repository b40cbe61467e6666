import type { Effect } from '@perennial/domain/automation';
import { fillText } from '@perennial/rendering';
import { headerValue } from '../../platform/http/header-value.js';
import type { Outbound } from '../../platform/http/outbound.js';

/** Decrypted values of a call. */
export interface OpenedValues {
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly secrets: readonly { readonly name: string; readonly value: string }[];
}

interface CallVariables {
  readonly event: Readonly<Record<string, unknown>>;
  readonly contact: { readonly name: string; readonly email: string } | null;
}

/**
 * A call as it is sent, with its variables and secrets filled in.
 * @throws when a text cannot be filled in; the message may quote the text
 */
export function requestOf(
  effect: Effect & { kind: 'callUrl' },
  key: string,
  { headers, secrets }: OpenedValues,
  { event, contact }: CallVariables,
): Parameters<Outbound['call']>[0] {
  const named = (write: (value: string) => string): Record<string, string> =>
    Object.fromEntries(secrets.map(({ name, value }) => [name, write(value)]));
  const variables = { event, contact: contact ?? { name: '', email: '' }, secret: named((value) => value) };
  const fields = effect.body.map(({ name, value }) => [name, fillText(value, variables)]);
  return {
    method: effect.method,
    // A secret may contain characters that would end its parameter.
    url: fillText(effect.url, { ...variables, secret: named(encodeURIComponent) }),
    headers: {
      ...Object.fromEntries(headers.map(({ name, value }) => [name, headerValue(fillText(value, variables))])),
      'idempotency-key': key,
      ...(fields.length > 0 && { 'content-type': 'application/json' }),
    },
    body: fields.length > 0 && effect.method !== 'GET' ? JSON.stringify(Object.fromEntries(fields)) : null,
    timeoutMs: effect.timeoutSeconds * 1000,
  };
}
