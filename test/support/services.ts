import type { Services } from '@perennial/activities';
import { createLogger } from '@perennial/logging';
import { FrozenGraphs } from '@perennial/services';
import { SecretBox, StripeClients } from '@perennial/stripe';
import type { TestDatabase } from './database.js';

/** Encrypts with a key of zeros. */
export const testBox = (): SecretBox => new SecretBox(Buffer.alloc(32).toString('base64'));

/** The services of activities on a test database. Logs nothing. */
export const servicesOf = (db: TestDatabase, box = testBox()): Services => ({
  tenancy: db.tenancy,
  clocks: db.clocks,
  events: db.events,
  access: db.access,
  stripe: new StripeClients(db.tenancy, box),
  graphs: new FrozenGraphs(),
  log: createLogger('silent', 'spec'),
});
