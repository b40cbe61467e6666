import {
  type House as Activities,
  createSystemMailActivities,
  FrozenGraphs,
  type Mailer,
  MailOffice,
  PublicAddresses,
  type SystemMailActivities,
} from '@perennial/activities';
import { AccessService, Clocks, EventLog } from '@perennial/db';
import { SecretBox, StripeClients } from '@perennial/stripe';
import { createLogger } from '@perennial/worker';
import type { House } from '../api/support.js';

/** As in the api of {@link House}: links made here are taken back there. */
const secret = Buffer.alloc(32, 1).toString('base64');

type Sent = Parameters<Mailer['send']>[0];

/** Where a spec sees what would have left the house. */
export interface MailDesk {
  readonly sent: Sent[];
  readonly outage: { error: Error | null };
  readonly office: MailOffice;
  readonly systemMail: SystemMailActivities;
}

/** Real: Postgres, the office that writes mails, the templates. Instead of an SMTP server, a list. */
export function mailDesk({ tenancy }: House): MailDesk {
  const sent: Sent[] = [];
  const outage: { error: Error | null } = { error: null };
  const mailer: Mailer = {
    async send(mail) {
      if (outage.error) throw outage.error;
      sent.push(mail);
    },
    close() {},
  };
  const events = new EventLog(tenancy);
  const activities: Activities = {
    tenancy,
    events,
    clocks: new Clocks(tenancy),
    access: new AccessService(tenancy, events),
    stripe: new StripeClients(tenancy, new SecretBox(secret)),
    graphs: new FrozenGraphs(),
    log: createLogger('silent', 'spec'),
  };
  const addresses = new PublicAddresses('http://admin.localhost:3000', 'http://{slug}.localhost:3000', secret);
  const office = new MailOffice(activities, mailer, addresses);
  return { sent, outage, office, systemMail: createSystemMailActivities(activities, office) };
}
