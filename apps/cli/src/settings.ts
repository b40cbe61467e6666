import { wrongUsage } from './failure.js';

/** Where Perennial is, and the key with which commands are sent. */
export interface Settings {
  readonly url: string;
  readonly key: string;
}

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * The settings from the environment, or the address from `--url`. The key is never an argument, because lists of processes and the
 * history of a shell show arguments.
 * @throws {Failure} naming the variable that is missing or unusable; a key is not quoted
 */
export function settingsFrom(variables: Variables, urlOption: string | undefined): Settings {
  return { url: addressFrom(variables, urlOption), key: keyFrom(variables) };
}

function addressFrom(variables: Variables, urlOption: string | undefined): string {
  const name = urlOption === undefined ? 'PERENNIAL_URL' : '--url';
  const given = (urlOption ?? variables.PERENNIAL_URL ?? '').trim();
  if (given === '')
    throw wrongUsage(
      'PERENNIAL_URL is not set. Set it to the address of Perennial, such as http://127.0.0.1:3000, or pass --url.',
    );
  const url = URL.canParse(given) ? new URL(given) : null;
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:'))
    throw wrongUsage(`${name} is not an address. It must begin with http:// or https://, such as https://admin.example.com.`);
  if (url.username !== '' || url.password !== '')
    throw wrongUsage(`${name} must not contain a user name or a password. The key belongs in PERENNIAL_API_KEY.`);
  return `${url.origin}${url.pathname}`.replace(/\/$/, '');
}

function keyFrom({ PERENNIAL_API_KEY }: Variables): string {
  const key = (PERENNIAL_API_KEY ?? '').trim();
  if (key === '')
    throw wrongUsage('PERENNIAL_API_KEY is not set. Create a key under Settings › API & webhooks, and set the variable to it.');
  // A header cannot contain anything else, and the error of fetch would quote it.
  if (!/^[\x21-\x7e]+$/.test(key))
    throw wrongUsage(
      'PERENNIAL_API_KEY contains characters that a key does not have. Copy the whole key, which begins with pk_.',
    );
  return key;
}

/** @throws {Failure} if an argument looks like a key. It is not quoted. */
export function refuseKeysIn(args: readonly string[]): void {
  if (args.some((arg) => /^(?:--(?:api-)?key(?:=|$))/.test(arg) || /(?:^|=)pk_[\w-]{20}/.test(arg)))
    throw wrongUsage(
      'A key must not be an argument, because lists of processes show it. Set PERENNIAL_API_KEY instead, and revoke a key that was shown.',
    );
}
