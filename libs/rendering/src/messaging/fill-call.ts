import { fillText } from './fill-text.js';

interface NamedValue {
  readonly name: string;
  readonly value: string;
}

/** The texts of a call, with Liquid variables. */
export interface CallTexts {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly NamedValue[];
  readonly body: readonly NamedValue[];
}

/** What the texts of a call can name. */
export interface CallVariables {
  readonly event: Readonly<Record<string, unknown>>;
  readonly contact: { readonly name: string; readonly email: string } | null;
  readonly secrets: readonly NamedValue[];
}

/** A call with its variables filled in. */
export interface FilledCall {
  readonly url: string;
  readonly headers: readonly NamedValue[];
  readonly body: string | null;
}

/**
 * Fills in the texts of a call.
 * @throws when a text cannot be filled in; the message may quote the text
 */
export function fillCall({ method, url, headers, body }: CallTexts, { event, contact, secrets }: CallVariables): FilledCall {
  const named = (write: (value: string) => string): Record<string, string> =>
    Object.fromEntries(secrets.map(({ name, value }) => [name, write(value)]));
  const variables = { event, contact: contact ?? { name: '', email: '' }, secret: named((value) => value) };
  const fields = body.map(({ name, value }) => [name, fillText(value, variables)]);
  return {
    // A secret may contain characters that would end its parameter.
    url: fillText(url, { ...variables, secret: named(encodeURIComponent) }),
    headers: headers.map(({ name, value }) => ({ name, value: fillText(value, variables) })),
    body: fields.length > 0 && method !== 'GET' ? JSON.stringify(Object.fromEntries(fields)) : null,
  };
}
