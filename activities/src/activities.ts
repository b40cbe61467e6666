import type { Storage } from '@perennial/storage';
import type { CallSecrets, StripeEventStore } from '@perennial/stripe';
import { createAdvanceActivities } from './automation/automation.activities.js';
import { FirstAttempts } from './automation/external-effects/first-attempts.js';
import { createExternalEffectActivities } from './automation/external-effects/index.js';
import { UrlCalls } from './automation/external-effects/url-call.js';
import { createMoveActivities } from './automation/move.activities.js';
import { createMembershipActivities } from './billing/membership.activities.js';
import { createReconcileActivities } from './billing/reconcile.activities.js';
import { createCertificateActivities } from './certificates/certificate.activities.js';
import { createGrantActivities } from './learning/grant.activities.js';
import { createLearningActivities } from './learning/learning.activities.js';
import type { PublicAddresses } from './messaging/mail-links.js';
import type { MailSender } from './messaging/mail-sender.js';
import { createSystemMailActivities } from './messaging/system-mail.activities.js';
import { createContactImportActivities } from './people/contact-import.activities.js';
import { HostSlots } from './platform/http/host-slots.js';
import type { Outbound } from './platform/http/outbound.js';
import { keepAlive } from './platform/keep-alive.js';
import type { Services } from './platform/services.js';
import { createClockActivities } from './school/clock.activities.js';
import type { WorkflowSignaler } from './school/workflow-signaler.port.js';

/** Calls to one host that activities of the queue `calls` have in progress at the same time, in each worker. */
const callsPerHost = 10;

/** External connections of activities, besides {@link Services}. */
export interface ActivityPorts {
  readonly mail: MailSender;
  readonly outbound: Outbound;
  readonly callSecrets: CallSecrets;
  readonly storage: Storage;
  readonly addresses: PublicAddresses;
  readonly signaler: WorkflowSignaler;
  readonly stripeEvents: StripeEventStore;
  /** Transactions in which runs are advanced at the same time: they share the pool with other activities. */
  readonly transactionsAtOnce: number;
  /** Seconds between two polls of Stripe's events. */
  readonly sweepSeconds: number;
}

/** All activities, by task queue. Long activities heartbeat automatically. */
export function createActivities(services: Services, ports: ActivityPorts) {
  const { mail, outbound, callSecrets, storage, addresses, signaler, stripeEvents, sweepSeconds, transactionsAtOnce } = ports;
  const calls = new UrlCalls(services, outbound, callSecrets);
  // A host that does not answer holds at most these places; its other calls wait in a queue of their own.
  const places = new HostSlots(services.clocks.wall, { perHost: callsPerHost, total: Number.POSITIVE_INFINITY, slowForMs: 0 });
  const external = keepAlive(createExternalEffectActivities(services, mail, calls, places));
  const { callUrl: slowCall } = keepAlive(createExternalEffectActivities(services, mail, calls));
  const clock = keepAlive(createClockActivities(services, signaler));
  return {
    lifecycle: {
      ...keepAlive(createMembershipActivities(services)),
      ...keepAlive(createReconcileActivities(services, stripeEvents, sweepSeconds)),
      ...keepAlive(createLearningActivities(services)),
      ...keepAlive(createGrantActivities(services)),
      ...createContactImportActivities(services),
      ...createMoveActivities(services),
      ...clock,
    },
    automation: createAdvanceActivities(services, { attempts: new FirstAttempts(services, calls, mail), transactionsAtOnce }),
    effects: {
      // Calls that were scheduled before they had a queue of their own are still in this one.
      ...external,
      ...keepAlive(createSystemMailActivities(services, mail)),
      ...keepAlive(createCertificateActivities(services, storage, addresses)),
      ...clock,
    },
    calls: { callUrl: external.callUrl },
    slowCalls: { callUrl: slowCall },
  };
}

/** What {@link createActivities} makes: a workflow takes the type of its activities from here. */
export type Activities = ReturnType<typeof createActivities>;
