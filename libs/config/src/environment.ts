import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { z } from 'zod';

const oneOf = <const V extends readonly [string, ...string[]]>(...values: V) =>
  z.enum(values, `must be one of ${values.join(', ')}`);
const postgresUrl = z.url({ protocol: /^postgres(ql)?$/, error: 'must be postgres://user:password@host:5432/database' });
const webUrl = (example: string) => z.url({ protocol: /^https?$/, error: `must be an address such as ${example}` });
/** An additional rule for a URL. Invalid URLs have already been refused. */
const ofUrl =
  (holds: (url: URL) => boolean) =>
  (value: string): boolean =>
    !URL.canParse(value) || holds(new URL(value));
const origin = (example: string) =>
  webUrl(example).refine(
    ofUrl((url) => url.pathname === '/'),
    `must have no path; it is an origin such as ${example}`,
  );
const wholeNumber = (least: number, most: number) => {
  const rule = `must be a whole number from ${least} to ${most}`;
  return z.coerce.number(rule).int(rule).min(least, rule).max(most, rule);
};
const port = () => wholeNumber(0, 65535);
const listOf = (isOne: (entry: string) => boolean, rule: string) =>
  z
    .string(rule)
    .transform((list) =>
      list
        .split(',')
        .map((entry) => entry.trim())
        .filter(Boolean),
    )
    .refine((entries) => entries.every(isOne), rule);

/** An address, a range, a named range, or a host name. */
function isProxy(entry: string): boolean {
  if (/^[a-z][a-z0-9.-]*$/i.test(entry)) return true;
  const [address = '', bits, ...rest] = entry.split('/');
  const family = isIP(address);
  return (
    family !== 0 && rest.length === 0 && (bits === undefined || (/^\d+$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128)))
  );
}

const temporalRule = 'must be host:port, such as 127.0.0.1:7233';
const stripeRule = 'must look like sk_test_…';
const storageRule = 'must be file:///folder or s3://bucket?region=…&endpoint=…';
const secretRule = 'must be 32 bytes in base64, such as `openssl rand -base64 32` prints';
const portalRule = 'must be an origin with {slug} as the first part of its host, such as https://{slug}.example.org';
/** A value in PEM. In an .env file, line breaks are written as \\n. */
const pem = (words: string, label: RegExp) =>
  z
    .string()
    .transform((text) => text.replaceAll('\\n', '\n'))
    .refine((text) => label.test(text), `must be ${words} in PEM`)
    .optional();

/**
 * Every variable the product reads, once. A process takes the slice it needs with {@link readEnvironment};
 * `.env.example`, the compose file and the operator guide are checked against this list.
 */
export const environment = {
  NODE_ENV: oneOf('development', 'test', 'production').default('development'),
  LOG_LEVEL: oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent').default('info'),

  /** Login of the app role: neither superuser nor BYPASSRLS. */
  DATABASE_URL: postgresUrl,
  /** Login that owns the schema; only migrations use it. */
  DATABASE_MIGRATION_URL: postgresUrl,
  DATABASE_POOL_SIZE: wholeNumber(2, 200).default(10),

  /** host:port of the Temporal frontend. */
  TEMPORAL_ADDRESS: z.string(temporalRule).regex(/^[^\s/:]+:\d+$/, temporalRule),
  /**
   * Whether to connect to Temporal over TLS: true or false. If unset, TLS is used when one of the next four variables is set.
   */
  TEMPORAL_TLS: oneOf('true', 'false')
    .transform((value) => value === 'true')
    .optional(),
  /**
   * PEM certificate of the authority that signed the frontend's certificate. If unset, the authorities that the machine trusts.
   */
  TEMPORAL_TLS_CA: pem('a certificate', /-----BEGIN CERTIFICATE-----/),
  /** PEM client certificate, if the frontend requires one. Needs TEMPORAL_TLS_KEY. */
  TEMPORAL_TLS_CERT: pem('a certificate', /-----BEGIN CERTIFICATE-----/),
  /** Private key of TEMPORAL_TLS_CERT, in PEM. */
  TEMPORAL_TLS_KEY: pem('a private key', /-----BEGIN [A-Z ]*PRIVATE KEY-----/),
  /** API key for Temporal, if the frontend requires one. */
  TEMPORAL_API_KEY: z.string().min(1).optional(),
  TEMPORAL_NAMESPACE: z.string().min(1).default('default'),
  /** URL of the Temporal UI for operators. Links from the canvas start with it and use TEMPORAL_NAMESPACE. */
  TEMPORAL_UI_URL: webUrl('https://temporal.example.com').default('http://localhost:8233'),

  /** Seeds the Stripe connection of the first school. `sk_test_…` or `sk_live_…`; restricted keys start with `rk_`. */
  STRIPE_SECRET_KEY: z
    .string(stripeRule)
    .regex(/^(sk|rk)_(test|live)_\w+$/, stripeRule)
    .optional(),
  /** Base URL of the Stripe API. Set only for the sandbox; unset means api.stripe.com. */
  STRIPE_API_BASE: webUrl('http://127.0.0.1:12111').optional(),
  /**
   * Public base URL under which Stripe and senders of webhooks reach the API. Without it, Stripe's events are polled, and automations
   * receive webhooks on the admin host.
   */
  PUBLIC_WEBHOOK_URL: webUrl('https://admin.example.com').optional(),

  SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'must be smtps://user:password@host:465 or smtp://host:587' }),
  /** `file:///folder` or `s3://bucket?region=…&endpoint=…`. */
  STORAGE_URL: z.url({ protocol: /^(file|s3)$/, error: storageRule }).refine(
    ofUrl((url) => (url.protocol === 's3:' ? url.hostname : url.pathname).length > 1),
    storageRule,
  ),
  /** 32 bytes, base64: encrypts Stripe keys and other secrets at rest. */
  APP_SECRET: z.string(secretRule).refine((value) => Buffer.from(value, 'base64').length === 32, secretRule),

  API_HOST: z.string().default('127.0.0.1'),
  API_PORT: port().default(3001),
  /**
   * Proxies whose X-Forwarded-For is trusted, comma separated: addresses, ranges, host names, loopback, linklocal, uniquelocal;
   * or none. For the API, this is the web server. The web server has its own option for the TLS terminator in front of it.
   */
  TRUSTED_PROXIES: listOf(isProxy, 'must be a list such as loopback,web,10.0.0.7,172.16.0.0/12, or none')
    .transform((entries) => entries.filter((entry) => entry !== 'none'))
    .default(['loopback']),
  /** Origin of the admin app, e.g. https://admin.example.com. */
  PUBLIC_ADMIN_URL: origin('https://admin.example.com'),
  /** Origin of the portals, with {slug} in the host, e.g. https://{slug}.example.org. */
  PUBLIC_PORTAL_URL: z.string(portalRule).regex(/^https?:\/\/\{slug\}\.[^\s/?#]+\/?$/, portalRule),

  /** host:port pairs inside the network that automations may call, comma separated. Everything else must be a public address. */
  OUTBOUND_ALLOWED: listOf(
    (entry) => /^[^\s/:]+:\d+$/.test(entry),
    'must be a list of host:port, such as crm.internal:8080',
  ).default([]),

  /** Where health and metrics of the worker listen: loopback, or 0.0.0.0 in a container. */
  WORKER_HTTP_HOST: z.string().default('127.0.0.1'),
  WORKER_HTTP_PORT: port().default(3002),
  WORKER_METRICS_PORT: port().default(3003),
  /**
   * Workflows of each queue that a worker caches between their tasks. With 0, every task replays its history. The limit of the
   * SDK follows from the largest heap that Node allows: thousands, although a workflow that waits for days needs no cache.
   */
  WORKER_CACHED_WORKFLOWS: wholeNumber(0, 1_000_000).default(500),
  /** Build id of the deployment; Temporal pins running workflows to it when worker versioning is on. */
  WORKER_BUILD_ID: z.string().min(1).default('development'),

  STRIPE_SANDBOX_PORT: port().default(12111),
  STRIPE_SANDBOX_DATABASE_URL: postgresUrl,
} as const;

/** Name of a variable of {@link environment}. */
export type EnvironmentName = keyof typeof environment;
type Slice<K extends EnvironmentName> = { readonly [N in K]: z.output<(typeof environment)[N]> };

/** The environment is invalid. The message has one line per variable, with its name and its rule, but never its value. */
export class EnvironmentError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`The environment is not usable:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'EnvironmentError';
  }
}

/**
 * Reads and checks the named variables. A variable `X` may also come from a file named by `X_FILE`
 * (compose and Kubernetes secrets); an empty value counts as unset.
 *
 * @throws {EnvironmentError} listing every variable that is missing or invalid
 */
export function readEnvironment<K extends EnvironmentName>(
  names: readonly K[],
  source: Readonly<Record<string, string | undefined>> = process.env,
  readFile: (path: string) => string = readSecretFile,
): Slice<K> {
  const problems: string[] = [];
  const result: Record<string, unknown> = {};
  for (const name of names) {
    const file = source[`${name}_FILE`];
    let raw = source[name] || undefined;
    if (raw === undefined && file) {
      try {
        raw = readFile(file).trim() || undefined;
      } catch {
        problems.push(`${name}_FILE: the file it names cannot be read`);
        continue;
      }
    }
    const parsed = environment[name].safeParse(raw);
    if (parsed.success) {
      result[name] = parsed.data;
      continue;
    }
    const rules = [...new Set(parsed.error.issues.map((issue) => issue.message))].join('; ');
    problems.push(raw === undefined ? `${name}: is not set; it ${rules}` : `${name}: ${rules}`);
  }
  if (problems.length > 0) throw new EnvironmentError(problems);
  return result as Slice<K>;
}

/** The message of a process whose port is taken, or the original error. */
export function portTaken(name: EnvironmentName, error: unknown): unknown {
  const { code, port: taken } = error as { code?: string; port?: number };
  return code === 'EADDRINUSE' ? new EnvironmentError([`${name}: another program listens on ${taken}`]) : error;
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing answers there',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the host name cannot be looked up now',
  ETIMEDOUT: 'nothing answers there in time',
  '28P01': 'the password is not right',
  '28000': 'the login is refused',
  '3D000': 'there is no such database',
};

/** The message of a process that cannot reach the address in a variable. The login in the address is left out. */
export function unreachable(name: EnvironmentName, address: string, error: unknown): EnvironmentError {
  const place = URL.canParse(address) ? new URL(address).host + new URL(address).pathname : address;
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  const reason = reasons[code] ?? (error instanceof Error ? error.message.split('\n')[0] : String(error));
  return new EnvironmentError([`${name}: cannot connect to ${place}: ${reason}`]);
}

function readSecretFile(path: string): string {
  return readFileSync(path, 'utf8');
}
