import { createApi } from './app.js';
import { openApiDocument } from './platform/http/openapi-document.js';
import { stableJson } from './platform/http/stable-json.js';

// Routes do not depend on the environment, so the description is generated without configuration or a database.
const app = await createApi({
  NODE_ENV: 'development',
  LOG_LEVEL: 'silent',
  DATABASE_URL: 'postgres://nobody@127.0.0.1/nothing',
  DATABASE_POOL_SIZE: 2,
  TEMPORAL_NAMESPACE: 'default',
  TEMPORAL_UI_URL: 'http://localhost:8233',
  STRIPE_API_BASE: undefined,
  PUBLIC_WEBHOOK_URL: undefined,
  STORAGE_URL: 'file:///tmp',
  APP_SECRET: Buffer.alloc(32).toString('base64'),
  API_HOST: '127.0.0.1',
  API_PORT: 0,
  TRUSTED_PROXIES: [],
  PUBLIC_ADMIN_URL: 'http://admin.localhost:3000',
  PUBLIC_PORTAL_URL: 'http://{slug}.localhost:3000',
});
process.stdout.write(stableJson(openApiDocument(app)), () => process.exit(0));
