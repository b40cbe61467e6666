import {
  createAdvanceActivities,
  createCertificateActivities,
  createClockActivities,
  createContactImportActivities,
  createGrantActivities,
  createLearningActivities,
  createMembershipActivities,
  createReconcileActivities,
  createSystemMailActivities,
  createWorldActivities,
  FrozenGraphs,
  keepAlive,
  MailSender,
  Outbound,
  PublicAddresses,
  type Services,
  SmtpMailer,
  TemporalWaker,
} from '@perennial/activities';
import type { ProcessConfig } from '@perennial/config';
import { assertSafeLogin, connect, createDataSource, Tenancy } from '@perennial/db';
import { AccessService, Clocks, EventLog, OutboxListener } from '@perennial/services';
import { openStorage } from '@perennial/storage';
import { CallSecrets, ConnectionHealth, SecretBox, StripeClients, StripeEventStore } from '@perennial/stripe';
import { Client, type ConnectionLike } from '@temporalio/client';
import type { DataSource } from 'typeorm';
import { Housekeeping } from './housekeeping.js';
import type { WorkerLogger } from './log.js';
import { AutomationMatcher } from './relay/automation-matcher.js';
import { OutboxReader } from './relay/outbox.js';
import { Relay } from './relay/relay.js';
import { TemporalCaller } from './relay/temporal-caller.js';
import { RelayBell } from './relay/wake-up.js';
import { requestTrail } from './request-trail.js';
import { StuckWorkflows } from './stuck-workflows.js';

/** Everything the worker is made of, wired once. */
export async function compose(config: ProcessConfig<'worker'>, connection: ConnectionLike, log: WorkerLogger) {
  const client = new Client({ connection, namespace: config.TEMPORAL_NAMESPACE, interceptors: { workflow: [requestTrail] } });
  const app = createDataSource({ url: config.DATABASE_URL, poolSize: config.DATABASE_POOL_SIZE, name: 'worker' });
  await connect(app, 'DATABASE_URL');
  await assertSafeLogin(app);
  const relayDb = createDataSource({ url: config.DATABASE_URL, poolSize: 2, role: 'relay', name: 'relay' });
  await connect(relayDb, 'DATABASE_URL');

  const tenancy = new Tenancy(app);
  const clocks = new Clocks(tenancy);
  // What this process tells, its own relay hears of without a detour; what the api tells comes through Postgres.
  const bell = new RelayBell();
  const listener = new OutboxListener(config.DATABASE_URL, bell);
  const events = new EventLog(tenancy, bell);
  const secretBox = new SecretBox(config.APP_SECRET);
  const callSecrets = new CallSecrets(tenancy, secretBox);
  const stripe = new StripeClients(
    tenancy,
    secretBox,
    config.STRIPE_API_BASE,
    new ConnectionHealth(tenancy, clocks, events),
    (error) => log.error({ err: error }, 'the state of a Stripe connection could not be kept'),
  );
  const services: Services = {
    tenancy,
    clocks,
    events,
    access: new AccessService(tenancy, events),
    stripe,
    graphs: new FrozenGraphs(),
    log,
  };
  const addresses = new PublicAddresses(config.PUBLIC_ADMIN_URL, config.PUBLIC_PORTAL_URL, config.APP_SECRET);
  const mailer = new SmtpMailer(config.SMTP_URL);
  const mail = new MailSender(services, mailer, addresses);
  const waker = new TemporalWaker(client);
  const outbound = new Outbound(config.OUTBOUND_ALLOWED);
  return {
    client,
    databases: [app, relayDb] as readonly DataSource[],
    activities: {
      lifecycle: {
        ...keepAlive(createMembershipActivities(services)),
        ...keepAlive(createLearningActivities(services)),
        ...keepAlive(createGrantActivities(services)),
        ...createContactImportActivities(services),
        ...createClockActivities(services, waker),
        ...keepAlive(
          createReconcileActivities(services, new StripeEventStore(tenancy, clocks, events), config.PUBLIC_WEBHOOK_URL ? 300 : 5),
        ),
      },
      automation: createAdvanceActivities(services),
      effects: {
        ...keepAlive(createWorldActivities(services, mail, outbound, callSecrets)),
        ...keepAlive(createSystemMailActivities(services, mail)),
        ...keepAlive(createCertificateActivities(services, openStorage(config.STORAGE_URL), addresses)),
        ...createClockActivities(services, waker),
      },
    },
    housekeeping: new Housekeeping(app, log, (schoolId) => tenancy.withSchool(schoolId, () => callSecrets.sealStored())),
    stuckWorkflows: new StuckWorkflows(app, client, log),
    relay: new Relay(
      new OutboxReader(relayDb),
      new AutomationMatcher(clocks.wall, services.graphs),
      new TemporalCaller(client, config.PUBLIC_ADMIN_URL),
      log,
      { bell },
    ),
    listener,
    async close(): Promise<void> {
      mailer.close();
      await outbound.close();
      await stripe.noted();
      await listener.stop();
      await relayDb.destroy();
      await app.destroy();
    },
  };
}

/** What {@link compose} makes. */
export type Composition = Awaited<ReturnType<typeof compose>>;
