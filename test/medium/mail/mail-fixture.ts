import {
  type Services as Activities,
  createSystemMailActivities,
  type Mailer,
  MailSender,
  PublicAddresses,
  type SystemMailActivities,
} from '@perennial/activities';
import { createLogger } from '@perennial/logging';
import { AccessService, Clocks, EventLog, FrozenGraphs } from '@perennial/services';
import { SecretBox, StripeClients } from '@perennial/stripe';
import type { Fixture } from '../api/support.js';

/** As in the api of {@link Fixture}: links made here are taken back there. */
const secret = Buffer.alloc(32, 1).toString('base64');

type Sent = Parameters<Mailer['send']>[0];

/** Where a spec sees what would have been sent. */
export interface MailFixture {
  readonly sent: Sent[];
  readonly outage: { error: Error | null };
  readonly sender: MailSender;
  readonly systemMail: SystemMailActivities;
}

/** Real: Postgres, the sender, the templates. Instead of an SMTP server, a list. */
export function mailFixture({ tenancy }: Fixture): MailFixture {
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
  const sender = new MailSender(activities, mailer, addresses);
  return { sent, outage, sender, systemMail: createSystemMailActivities(activities, sender) };
}
