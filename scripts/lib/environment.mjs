import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** @typedef {Record<string, string>} Environment */

/**
 * A variable as the product reads it: its value, or the content of the file that `X_FILE` names.
 * @param {Readonly<Record<string, string | undefined>>} source
 * @param {string} name
 * @returns {string | undefined}
 */
export function given(source, name) {
  const file = source[`${name}_FILE`];
  return source[name] || (file && existsSync(file) ? readFileSync(file, 'utf8').trim() : '') || undefined;
}

/** External services, by the variables that set them. */
export const replacedBy = {
  postgres: 'DATABASE_URL',
  temporal: 'TEMPORAL_ADDRESS',
  stripe: 'STRIPE_SECRET_KEY',
  mail: 'SMTP_URL',
};

/**
 * Every variable of libs/config, from what was given, what runs here, and what was generated.
 * @param {object} options
 * @param {Readonly<Record<string, string | undefined>>} options.source given variables; they win
 * @param {string} options.dataDir
 * @param {import('./state.mjs').State} options.state
 * @param {import('./ports.mjs').Ports} options.ports
 * @param {(name: keyof typeof replacedBy) => boolean} options.runs whether a service runs here
 * @returns {Environment}
 */
export function environmentFor({ source, dataDir, state, ports, runs }) {
  const database = `127.0.0.1:${ports.postgres}`;
  /** @type {Record<string, string | undefined>} */
  const computed = {
    NODE_ENV: 'development',
    LOG_LEVEL: 'info',
    ...(runs('postgres') && {
      DATABASE_URL: `postgres://perennial:${state.appPassword}@${database}/perennial`,
      DATABASE_MIGRATION_URL: `postgres://postgres:${state.superuserPassword}@${database}/perennial`,
      STRIPE_SANDBOX_DATABASE_URL: `postgres://stripe_sandbox:${state.sandboxPassword}@${database}/stripe_sandbox`,
    }),
    ...(runs('temporal') && {
      TEMPORAL_ADDRESS: `127.0.0.1:${ports.temporal}`,
      TEMPORAL_UI_URL: `http://127.0.0.1:${ports.temporalUi}`,
    }),
    TEMPORAL_NAMESPACE: 'default',
    ...(runs('stripe') && {
      STRIPE_API_BASE: `http://127.0.0.1:${ports.stripe}`,
      STRIPE_SECRET_KEY: state.stripeKey,
      STRIPE_SANDBOX_PORT: String(ports.stripe),
      PUBLIC_WEBHOOK_URL: `http://127.0.0.1:${ports.api}`,
    }),
    ...(runs('mail') && { SMTP_URL: `smtp://127.0.0.1:${ports.smtp}` }),
    STORAGE_URL: pathToFileURL(join(dataDir, 'storage')).href,
    APP_SECRET: state.appSecret,
    API_HOST: '127.0.0.1',
    // All clients are on this machine, so any forwarded address is forged.
    TRUSTED_PROXIES: 'none',
    API_PORT: String(ports.api),
    PUBLIC_ADMIN_URL: `http://admin.localhost:${ports.web}`,
    PUBLIC_PORTAL_URL: `http://{slug}.localhost:${ports.web}`,
    WORKER_HTTP_PORT: String(ports.worker),
    WORKER_METRICS_PORT: String(ports.workerMetrics),
    WORKER_BUILD_ID: 'development',
  };
  // Services that we start listen on our own addresses, whatever was configured.
  const fixed = ['API_PORT', 'WORKER_HTTP_PORT', 'WORKER_METRICS_PORT', 'STRIPE_SANDBOX_PORT'];
  /** @type {Environment} */
  const result = {};
  for (const name of new Set([...Object.keys(computed), ...OPTIONAL, ...(runs('temporal') ? [] : TEMPORAL_TLS)])) {
    const value = fixed.includes(name) ? computed[name] : (given(source, name) ?? computed[name]);
    if (value) result[name] = value;
  }
  return result;
}

/** Read by the product; no default of ours. */
const OPTIONAL = [
  'DATABASE_URL',
  'DATABASE_MIGRATION_URL',
  'DATABASE_POOL_SIZE',
  'OUTBOUND_ALLOWED',
  'TEMPORAL_ADDRESS',
  'TEMPORAL_UI_URL',
  'STRIPE_API_BASE',
  'PUBLIC_WEBHOOK_URL',
  'SMTP_URL',
  'STRIPE_SECRET_KEY',
  'STRIPE_SANDBOX_DATABASE_URL',
  'WORKER_CACHED_WORKFLOWS',
];

/** For an external Temporal server. The server that is started here does not use TLS. */
const TEMPORAL_TLS = ['TEMPORAL_TLS', 'TEMPORAL_TLS_CA', 'TEMPORAL_TLS_CERT', 'TEMPORAL_TLS_KEY', 'TEMPORAL_API_KEY'];
