import { type EnvironmentName, readEnvironment } from './environment.js';
import { temporalVariables } from './temporal.js';

/** Which variables each process reads. The compose file is checked against these lists. */
export const processVariables = {
  migrate: ['DATABASE_URL', 'DATABASE_MIGRATION_URL', 'LOG_LEVEL', 'NODE_ENV'],
  api: [
    'NODE_ENV',
    'LOG_LEVEL',
    'DATABASE_URL',
    'DATABASE_POOL_SIZE',
    'TEMPORAL_NAMESPACE',
    'TEMPORAL_UI_URL',
    'STRIPE_API_BASE',
    'PUBLIC_WEBHOOK_URL',
    'STORAGE_URL',
    'APP_SECRET',
    'API_HOST',
    'API_PORT',
    'TRUSTED_PROXIES',
    'PUBLIC_ADMIN_URL',
    'PUBLIC_PORTAL_URL',
  ],
  worker: [
    'NODE_ENV',
    'LOG_LEVEL',
    'DATABASE_URL',
    'DATABASE_POOL_SIZE',
    ...temporalVariables,
    'TEMPORAL_NAMESPACE',
    'STRIPE_API_BASE',
    'PUBLIC_WEBHOOK_URL',
    'SMTP_URL',
    'STORAGE_URL',
    'APP_SECRET',
    'PUBLIC_ADMIN_URL',
    'PUBLIC_PORTAL_URL',
    'OUTBOUND_ALLOWED',
    'WORKER_HTTP_HOST',
    'WORKER_HTTP_PORT',
    'WORKER_METRICS_PORT',
    'WORKER_CACHED_WORKFLOWS',
    'WORKER_BUILD_ID',
  ],
  /** deploy/register-search-attributes.mjs */
  temporalSetup: [...temporalVariables, 'TEMPORAL_NAMESPACE'],
  stripeSandbox: ['NODE_ENV', 'LOG_LEVEL', 'STRIPE_SANDBOX_PORT', 'STRIPE_SANDBOX_DATABASE_URL'],
} as const satisfies Record<string, readonly EnvironmentName[]>;

/** Environment of one process. */
export type ProcessConfig<P extends keyof typeof processVariables> = ReturnType<
  typeof readEnvironment<(typeof processVariables)[P][number]>
>;

/**
 * Environment of the api process.
 * @throws {EnvironmentError}
 */
export const readApiConfig = (): ProcessConfig<'api'> => readEnvironment(processVariables.api);
/**
 * Environment of the worker process.
 * @throws {EnvironmentError}
 */
export const readWorkerConfig = (): ProcessConfig<'worker'> => readEnvironment(processVariables.worker);
/**
 * Environment of the migration job.
 * @throws {EnvironmentError}
 */
export const readMigrateConfig = (): ProcessConfig<'migrate'> => readEnvironment(processVariables.migrate);
/**
 * Environment of the job that prepares a Temporal namespace.
 * @throws {EnvironmentError}
 */
export const readTemporalSetupConfig = (): ProcessConfig<'temporalSetup'> => readEnvironment(processVariables.temporalSetup);
/**
 * Environment of the Stripe sandbox.
 * @throws {EnvironmentError}
 */
export const readStripeSandboxConfig = (): ProcessConfig<'stripeSandbox'> => readEnvironment(processVariables.stripeSandbox);
