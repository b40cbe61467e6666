import { createActivities, MailSender, Outbound, PublicAddresses, type Services, SmtpMailer } from '@perennial/activities';
import type { ProcessConfig } from '@perennial/config';
import { assertSafeLogin, connect, createDataSource, Tenancy } from '@perennial/db';
import {
  AutomationMatcher,
  Decider,
  featureRouters,
  OutboxLanes,
  Relay,
  RelayNotifier,
  SegmentRouter,
  WorkflowCaller,
} from '@perennial/relay';
import {
  AccessService,
  ChangeNotifier,
  Clocks,
  DatedEntries,
  EventLog,
  FrozenGraphs,
  OutboxListener,
  SegmentMembers,
} from '@perennial/services';
import { openStorage } from '@perennial/storage';
import { CallSecrets, ConnectionHealth, SecretBox, StripeClients, StripeEventStore } from '@perennial/stripe';
import { Client, type ConnectionLike } from '@temporalio/client';
import type { DataSource } from 'typeorm';
import { DatedPasses } from './dated-passes.js';
import { Housekeeping } from './housekeeping.js';
import type { WorkerLogger } from './log.js';
import type { Repeated } from './repeater.js';
import { requestTrail } from './request-trail.js';
import { SafetyNet } from './safety-net.js';
import { SegmentPasses } from './segment-passes.js';
import { StripeRecovery } from './stripe-recovery.js';
import { StuckWorkflows } from './stuck-workflows.js';

/** Creates the services of the worker. */
export async function compose(config: ProcessConfig<'worker'>, connection: ConnectionLike, log: WorkerLogger) {
  const client = new Client({ connection, namespace: config.TEMPORAL_NAMESPACE, interceptors: { workflow: [requestTrail] } });
  const app = createDataSource({ url: config.DATABASE_URL, poolSize: config.DATABASE_POOL_SIZE, name: 'worker' });
  await connect(app, 'DATABASE_URL');
  await assertSafeLogin(app);
  const relayDb = createDataSource({ url: config.DATABASE_URL, poolSize: 3, role: 'relay', name: 'relay' });
  await connect(relayDb, 'DATABASE_URL');

  const tenancy = new Tenancy(app);
  const clocks = new Clocks(tenancy);
  // Events of this process notify its own relay directly; events of the API arrive through Postgres.
  const notifier = new RelayNotifier();
  const listener = new OutboxListener(config.DATABASE_URL, notifier);
  const events = new EventLog(tenancy, notifier, new ChangeNotifier(app));
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
  const caller = new WorkflowCaller(client, config.PUBLIC_ADMIN_URL);
  const outbound = new Outbound(config.OUTBOUND_ALLOWED);
  return {
    client,
    databases: [app, relayDb] as readonly DataSource[],
    activities: createActivities(services, {
      mail,
      outbound,
      callSecrets,
      storage: openStorage(config.STORAGE_URL),
      addresses,
      signaler: caller,
      stripeEvents: new StripeEventStore(tenancy, clocks, events),
      transactionsAtOnce: Math.floor(config.DATABASE_POOL_SIZE / 2),
      sweepSeconds: config.PUBLIC_WEBHOOK_URL ? 300 : 5,
    }),
    housekeeping: new Housekeeping(app, log, (schoolId) => tenancy.withSchool(schoolId, () => callSecrets.sealStored())),
    stuckWorkflows: new StuckWorkflows(tenancy, app, events, client, log),
    stripeRecovery: new StripeRecovery(tenancy, app, stripe, clocks, events, log),
    segmentPasses: new SegmentPasses(tenancy, app, new SegmentMembers(tenancy, events, clocks), clocks.wall, log),
    datedPasses: new DatedPasses(tenancy, app, new DatedEntries(tenancy, events, services.graphs), clocks.wall, log),
    safetyNet: new SafetyNet(tenancy, app, clocks, events, client, log),
    relay: new Relay(
      new OutboxLanes(relayDb),
      {
        decider: new Decider(
          featureRouters(
            new SegmentRouter(clocks.wall, (schoolId, recorded) => events.committed(schoolId, recorded)),
            new AutomationMatcher(clocks.wall, services.graphs),
          ),
        ),
        temporal: caller,
      },
      log,
      { notifier, hearsOthers: () => listener.isListening },
    ),
    listener,
    async close(): Promise<void> {
      await mail.close();
      mailer.close();
      await outbound.close();
      await stripe.noted();
      await listener.stop();
      await relayDb.destroy();
      await app.destroy();
    },
  };
}

/** Return type of {@link compose}. */
export type Composition = Awaited<ReturnType<typeof compose>>;

/** What a worker does at intervals. */
export const repeatedWork = (composition: Composition): Repeated[] => {
  const { housekeeping, stuckWorkflows, safetyNet, stripeRecovery, segmentPasses, datedPasses } = composition;
  return [housekeeping, stuckWorkflows, safetyNet, stripeRecovery, segmentPasses, datedPasses];
};
