import { readFileSync } from 'node:fs';
import { z } from 'zod';

/**
 * Every variable the product reads, once. A process takes the slice it needs with {@link readEnvironment};
 * `.env.example`, the compose file and the operator guide are checked against this list.
 */
export const environment = {
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),

  /** Login of the app role: neither superuser nor BYPASSRLS. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  /** Login that owns the schema; only migrations use it. */
  DATABASE_MIGRATION_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(2).max(200).default(10),

  /** host:port of the Temporal frontend. */
  TEMPORAL_ADDRESS: z.string().regex(/^[^\s/:]+:\d+$/, 'must be host:port'),
  TEMPORAL_NAMESPACE: z.string().min(1).default('default'),
  /** Where operators open the Temporal UI; links from the canvas start with it. */
  TEMPORAL_UI_URL: z.url().default('http://localhost:8233'),

  /** Seeds the Stripe connection of the first school. `sk_test_…` or `sk_live_…`; restricted keys start with `rk_`. */
  STRIPE_SECRET_KEY: z
    .string()
    .regex(/^(sk|rk)_(test|live)_\w+$/, 'must look like sk_test_…')
    .optional(),
  /** Base URL of the Stripe API. Set only for the sandbox; unset means api.stripe.com. */
  STRIPE_API_BASE: z.url().optional(),
  /** Public base URL under which Stripe reaches the API. Without it, events are polled. */
  PUBLIC_WEBHOOK_URL: z.url().optional(),

  SMTP_URL: z.url({ protocol: /^smtps?$/ }),
  /** `file:///folder` or `s3://bucket?region=…&endpoint=…`. */
  STORAGE_URL: z.url({ protocol: /^(file|s3)$/ }),
  /** 32 bytes, base64: encrypts Stripe keys and other secrets at rest. */
  APP_SECRET: z.string().refine((value) => Buffer.from(value, 'base64').length === 32, 'must be 32 bytes in base64'),

  API_HOST: z.string().default('127.0.0.1'),
  API_PORT: z.coerce.number().int().min(0).max(65535).default(3001),
  /** Origin of the admin app, e.g. https://admin.example.com. */
  PUBLIC_ADMIN_URL: z.url(),
  /** Origin of the portals, with {slug} in the host, e.g. https://{slug}.example.org. */
  PUBLIC_PORTAL_URL: z.string().regex(/^https?:\/\/\{slug\}\./, 'must start with http(s)://{slug}.'),

  /** host:port pairs inside the network that automations may call, comma separated. Everything else must be a public address. */
  OUTBOUND_ALLOWED: z
    .string()
    .default('')
    .transform((list) =>
      list
        .split(',')
        .map((entry) => entry.trim())
        .filter(Boolean),
    ),

  /** Where health and metrics of the worker listen: loopback, or 0.0.0.0 in a container. */
  WORKER_HTTP_HOST: z.string().default('127.0.0.1'),
  WORKER_HTTP_PORT: z.coerce.number().int().min(0).max(65535).default(3002),
  WORKER_METRICS_PORT: z.coerce.number().int().min(0).max(65535).default(3003),
  /** Build id of the deployment; Temporal pins running workflows to it when worker versioning is on. */
  WORKER_BUILD_ID: z.string().min(1).default('development'),

  STRIPE_SANDBOX_PORT: z.coerce.number().int().min(0).max(65535).default(12111),
  STRIPE_SANDBOX_DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
} as const;

/** Name of a variable of {@link environment}. */
export type EnvironmentName = keyof typeof environment;
type Slice<K extends EnvironmentName> = { readonly [N in K]: z.output<(typeof environment)[N]> };

/** The environment does not fit: one line per variable with its name and its rule, never its value. */
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
 * @throws {EnvironmentError} naming every variable that is missing or wrong
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
    if (parsed.success) result[name] = parsed.data;
    else if (raw === undefined) problems.push(`${name}: is not set`);
    else problems.push(`${name}: ${parsed.error.issues.map((issue) => issue.message).join('; ')}`);
  }
  if (problems.length > 0) throw new EnvironmentError(problems);
  return result as Slice<K>;
}

function readSecretFile(path: string): string {
  return readFileSync(path, 'utf8');
}
