import { EnvironmentError, portTaken, readApiConfig } from '@perennial/config';
import { createApi } from './app.js';

try {
  const config = readApiConfig();
  const app = await createApi(config);
  await app.listen({ host: config.API_HOST, port: config.API_PORT });
} catch (thrown) {
  const error = portTaken('API_PORT', thrown);
  process.stderr.write(`api: ${error instanceof EnvironmentError || error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
