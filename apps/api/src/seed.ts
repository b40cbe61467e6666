import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { EnvironmentError, readApiConfig, readEnvironment } from '@perennial/config';
import { pino } from 'pino';
import { AuthModule } from './identity/auth/auth.module.js';
import { ApiConfig } from './platform/database/api-config.js';
import { databaseModule } from './platform/database/database.module.js';
import { NestLog } from './platform/http/nest-logger.js';
import { DemoModule } from './setup/demo/demo.module.js';
import { DemoData } from './setup/demo/demo-data.service.js';

@Module({ imports: [AuthModule, DemoModule] })
class SeedModule {}

/** Loads the demo and prints one line of JSON about it. Safe to run again. */
async function seed(): Promise<void> {
  const config = readApiConfig();
  const { STRIPE_SECRET_KEY } = readEnvironment(['STRIPE_SECRET_KEY']);
  if (config.NODE_ENV === 'production') throw new Error('the demo has known passwords and is not loaded in production');
  const context = await NestFactory.createApplicationContext(
    { module: SeedModule, imports: [databaseModule(new ApiConfig(config))] },
    { logger: new NestLog(pino({ level: 'warn', name: 'seed' }, pino.destination(2))), abortOnError: false },
  );
  try {
    process.stdout.write(`${JSON.stringify(await context.get(DemoData).load(STRIPE_SECRET_KEY))}\n`);
  } finally {
    await context.close();
  }
}

try {
  await seed();
} catch (error) {
  process.stderr.write(`seed: ${error instanceof EnvironmentError || error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
