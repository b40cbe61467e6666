import type { Graph } from '../../graph.js';
import type { SettingProblem } from '../definition.js';
import { CallUrlConfig } from './schema.js';

type Call = Pick<CallUrlConfig, 'url' | 'headers' | 'body' | 'secrets'>;

interface Text {
  /** Path of the setting. */
  readonly path: string;
  /** Its name in the surrounding text: a query parameter or a field. */
  readonly name: string;
  readonly text: string;
}

/** Names of the secrets in a text: `{{ secret.name }}`. */
export const secretsIn = (text: string): string[] => [...text.matchAll(/\bsecret\.([A-Za-z]\w*)/g)].map(([, name]) => name ?? '');

/** Secrets that a text uses but the step does not have, that are named twice, or that have no value yet. */
export function checkSecrets(call: Call): SettingProblem[] {
  const names = call.secrets.map(({ name }) => name);
  const asked = new Set(texts(call).flatMap(({ text }) => secretsIn(text)));
  return [
    ...[...asked]
      .filter((name) => !names.includes(name))
      .map((name) => ({
        path: 'secrets',
        message: `This step uses the secret “${name}”, but it has no secret with that name.`,
        fix: `Add a secret named ${name}, or remove {{ secret.${name} }}.`,
      })),
    ...[...new Set(names.filter((name, place) => names.indexOf(name) !== place))].map((name) => ({
      path: 'secrets',
      message: `Two secrets of this step are named “${name}”.`,
      fix: 'Use a different name for each secret.',
    })),
    ...call.secrets
      .filter(({ value, secret }) => value === '' && !secret)
      .map(({ name }) => ({
        path: 'secrets',
        message: `The secret “${name}” has no value.`,
        fix: 'Enter its value.',
      })),
  ];
}

/**
 * Query parameters and body fields that look like a secret in plain text, which everyone who can open the automation can read.
 * This is a guess, so it is shown and not refused.
 */
export function secretsInClear(call: Pick<Call, 'url' | 'body'>): SettingProblem[] {
  return [...queryOf(call.url), ...fieldsOf(call.body)].filter(looksSecret).map(({ path, name }) => ({
    path,
    message: `“${name}” looks like a secret in plain text. Everyone who can open this automation can read it.`,
    fix: `Add it under Secrets, and use {{ secret.name }} as the value of “${name}”.`,
  }));
}

/** What {@link secretsInClear} finds in the calls of a graph. Calls that are not finished yet are left out. */
export const plainSecrets = ({ nodes }: Graph): (SettingProblem & { readonly nodeId: string })[] =>
  nodes.flatMap(({ id, kind, config }) => {
    const call = kind === 'callUrl' ? CallUrlConfig.safeParse(config).data : undefined;
    return call ? secretsInClear(call).map((problem) => ({ ...problem, nodeId: id })) : [];
  });

const texts = ({ url, headers, body }: Call): Text[] => [
  { path: 'url', name: 'address', text: url },
  ...headers.map(({ name, value }) => ({ path: 'headers', name, text: value })),
  ...fieldsOf(body),
];

const fieldsOf = (body: Call['body']): Text[] => body.map(({ name, value }) => ({ path: 'body', name, text: value }));

function queryOf(url: string): Text[] {
  const query = url.split('#')[0]?.split('?').slice(1).join('?') ?? '';
  return query.split('&').flatMap((pair) => {
    const [name = '', ...value] = pair.split('=');
    return name === '' ? [] : [{ path: 'url', name, text: value.join('=') }];
  });
}

const secretWords = [
  'key',
  'apikey',
  'token',
  'secret',
  'password',
  'passwd',
  'pwd',
  'auth',
  'authorization',
  'signature',
  'sig',
  'credential',
  'credentials',
];
/** Prefixes of keys that well-known services give out. */
const keyPrefixes = /^(sk|pk|rk|whsec|xox[abp]|ghp|gho|glpat|shpat|key|Bearer|Basic)[-_ ]/;
const unbroken = /^[\w+/=.~-]{24,}$/;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function looksSecret({ name, text }: Text): boolean {
  const value = text.trim();
  if (value === '' || value.includes('{{') || value.includes('{%')) return false;
  if (wordsOf(name).some((word) => secretWords.includes(word))) return true;
  return keyPrefixes.test(value) || (unbroken.test(value) && isRandom(value));
}

/** `accessToken`, `api_key` and `X-Auth` as words. */
const wordsOf = (name: string): string[] =>
  name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/);

/** Alternating letters and digits, which words, addresses and record IDs do not have. */
const isRandom = (value: string): boolean =>
  !uuid.test(value) && !value.includes('://') && /\d/.test(value) && /[A-Za-z]/.test(value) && new Set(value).size >= 12;
