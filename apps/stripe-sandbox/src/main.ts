import { readStripeSandboxConfig } from '@perennial/config';
import { startSandbox } from './index.js';

const config = readStripeSandboxConfig();
if (config.NODE_ENV === 'production') {
  console.error('The stripe sandbox takes test cards for money and does not start in production.');
  process.exit(1);
}
const sandbox = await startSandbox({
  port: config.STRIPE_SANDBOX_PORT,
  databaseUrl: config.STRIPE_SANDBOX_DATABASE_URL,
  logLevel: config.LOG_LEVEL === 'info' ? 'warn' : config.LOG_LEVEL,
});
console.log(`stripe sandbox ready on ${sandbox.url}`);
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    void sandbox.close().then(() => process.exit(0));
  });
}
