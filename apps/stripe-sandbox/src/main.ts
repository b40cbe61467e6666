import { EnvironmentError, portTaken, readStripeSandboxConfig, unreachable } from '@perennial/config';
import { type RunningSandbox, startSandbox } from './index.js';

try {
  const sandbox = await start();
  console.log(`stripe sandbox ready on ${sandbox.url}`);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      void sandbox.close().then(() => process.exit(0));
    });
  }
} catch (error) {
  process.stderr.write(`stripe sandbox: ${error instanceof EnvironmentError ? error.message : stackOf(error)}\n`);
  process.exit(1);
}

async function start(): Promise<RunningSandbox> {
  const config = readStripeSandboxConfig();
  if (config.NODE_ENV === 'production')
    throw new EnvironmentError(['NODE_ENV: the sandbox takes test cards for money and does not start in production']);
  const databaseUrl = config.STRIPE_SANDBOX_DATABASE_URL;
  try {
    return await startSandbox({
      port: config.STRIPE_SANDBOX_PORT,
      databaseUrl,
      logLevel: config.LOG_LEVEL === 'info' ? 'warn' : config.LOG_LEVEL,
    });
  } catch (error) {
    const { code, syscall } = error as { code?: string; syscall?: string };
    if (syscall === 'connect' || syscall === 'getaddrinfo' || code?.startsWith('28') || code === '3D000')
      throw unreachable('STRIPE_SANDBOX_DATABASE_URL', databaseUrl, error);
    throw portTaken('STRIPE_SANDBOX_PORT', error);
  }
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
