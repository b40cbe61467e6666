import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { EnvironmentError, readApiConfig } from '@perennial/config';
import { EmailAddress } from '@perennial/domain/addresses';
import { TimeZone } from '@perennial/domain/calendar';
import { PersonName } from '@perennial/domain/identity';
import { Currency, SchoolName, SchoolSlug } from '@perennial/domain/school';
import { pino } from 'pino';
import { z } from 'zod';
import { AuthModule } from './identity/auth/auth.module.js';
import { ApiConfig } from './platform/database/api-config.js';
import { databaseModule } from './platform/database/database.module.js';
import { Lookups } from './platform/database/lookups.js';
import { NestLog } from './platform/http/nest-logger.js';
import { SchoolFounding } from './setup/founding.service.js';
import { SetupModule } from './setup/setup.module.js';

@Module({ imports: [AuthModule, SetupModule] })
class FoundModule {}

const usage = `usage: node apps/api/dist/found.js --name "Kiln & Clay" --slug kiln --time-zone Europe/Berlin --currency eur
         --support-email help@example.com --owner-name "Nora Winter" --owner-email nora@example.com`;
const text = { type: 'string' } as const;
const wanted = z.object({
  name: SchoolName,
  slug: SchoolSlug,
  'time-zone': TimeZone,
  currency: Currency,
  'support-email': EmailAddress,
  'owner-name': PersonName.min(1, 'enter a name'),
  'owner-email': EmailAddress,
});

/** Creates a school with its built-in emails and an owner, and prints the owner's first password once. */
async function found(): Promise<void> {
  const options = Object.fromEntries(Object.keys(wanted.shape).map((name) => [name, text]));
  const read = wanted.safeParse(parseArgs({ options }).values);
  if (!read.success)
    throw new Error(`${read.error.issues.map((issue) => `--${issue.path.join('.')}: ${issue.message}`).join('\n')}\n${usage}`);
  const config = readApiConfig();
  const context = await NestFactory.createApplicationContext(
    { module: FoundModule, imports: [databaseModule(new ApiConfig(config))] },
    { logger: new NestLog(pino({ level: 'warn', name: 'found' }, pino.destination(2))), abortOnError: false },
  );
  try {
    const { name, slug, currency } = read.data;
    if (await context.get(Lookups, { strict: false }).staffByEmail(read.data['owner-email']))
      throw new Error('--owner-email: this address already belongs to a staff member');
    const password = randomBytes(12).toString('base64url');
    const school = { name, slug, currency, timeZone: read.data['time-zone'], supportEmail: read.data['support-email'] };
    const id = await context
      .get(SchoolFounding, { strict: false })
      .found(school, { name: read.data['owner-name'], email: read.data['owner-email'], password });
    process.stdout.write(`${JSON.stringify({ id, slug, owner: read.data['owner-email'], password })}\n`);
  } finally {
    await context.close();
  }
}

try {
  await found();
} catch (error) {
  process.stderr.write(`found: ${error instanceof EnvironmentError || error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
