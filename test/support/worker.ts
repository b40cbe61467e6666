import type { TestDatabase } from './database.js';
import { fromRunner } from './runner.js';

/** Configuration of a worker that a spec composes: a namespace of its own, and no Stripe. */
export const workerConfig = (db: TestDatabase, namespace: string) => ({
  NODE_ENV: 'test' as const,
  LOG_LEVEL: 'silent' as const,
  DATABASE_URL: db.url,
  DATABASE_POOL_SIZE: 5,
  TEMPORAL_ADDRESS: fromRunner('TEST_TEMPORAL_ADDRESS'),
  TEMPORAL_TLS: undefined,
  TEMPORAL_TLS_CA: undefined,
  TEMPORAL_TLS_CERT: undefined,
  TEMPORAL_TLS_KEY: undefined,
  TEMPORAL_API_KEY: undefined,
  TEMPORAL_NAMESPACE: namespace,
  STRIPE_API_BASE: 'http://127.0.0.1:9',
  PUBLIC_WEBHOOK_URL: 'http://127.0.0.1:9',
  SMTP_URL: fromRunner('TEST_SMTP_URL'),
  STORAGE_URL: 'file:///tmp',
  APP_SECRET: Buffer.alloc(32, 1).toString('base64'),
  PUBLIC_ADMIN_URL: 'http://admin.localhost:3000',
  PUBLIC_PORTAL_URL: 'http://{slug}.localhost:3000',
  OUTBOUND_ALLOWED: [],
  WORKER_HTTP_HOST: '127.0.0.1',
  WORKER_HTTP_PORT: 0,
  WORKER_METRICS_PORT: 0,
  WORKER_CACHED_WORKFLOWS: 500,
  WORKER_BUILD_ID: 'spec',
});

/** Looks until it holds. */
export async function eventually<T>(look: () => Promise<T>, holds: (found: T) => boolean): Promise<T> {
  for (let tries = 0; ; tries++) {
    const found = await look();
    if (holds(found)) return found;
    if (tries > 180) throw new Error(`timed out; last state: ${JSON.stringify(found)}`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
