import type { Storage } from '@perennial/storage';
import type { CallSecrets, StripeEventStore } from '@perennial/stripe';
import { createAdvanceActivities } from './automation/automation.activities.js';
import { createExternalEffectActivities } from './automation/external-effects/index.js';
import { createMembershipActivities } from './billing/membership.activities.js';
import { createReconcileActivities } from './billing/reconcile.activities.js';
import { createCertificateActivities } from './certificates/certificate.activities.js';
import { createGrantActivities } from './learning/grant.activities.js';
import { createLearningActivities } from './learning/learning.activities.js';
import type { PublicAddresses } from './messaging/mail-links.js';
import type { MailSender } from './messaging/mail-sender.js';
import { createSystemMailActivities } from './messaging/system-mail.activities.js';
import { createContactImportActivities } from './people/contact-import.activities.js';
import type { Outbound } from './platform/http/outbound.js';
import { keepAlive } from './platform/keep-alive.js';
import type { Services } from './platform/services.js';
import { createClockActivities } from './school/clock.activities.js';
import type { WorkflowSignaler } from './school/workflow-signaler.port.js';

/** Connections to the outside that activities use besides {@link Services}. */
export interface ActivityPorts {
  readonly mail: MailSender;
  readonly outbound: Outbound;
  readonly callSecrets: CallSecrets;
  readonly storage: Storage;
  readonly addresses: PublicAddresses;
  readonly signaler: WorkflowSignaler;
  readonly stripeEvents: StripeEventStore;
  /** Seconds between two sweeps of Stripe's events. */
  readonly sweepSeconds: number;
}

/** Every activity, by task queue. Those that may take longer than a moment heartbeat by themselves. */
export function createActivities(services: Services, ports: ActivityPorts) {
  const { mail, outbound, callSecrets, storage, addresses, signaler, stripeEvents, sweepSeconds } = ports;
  const clock = keepAlive(createClockActivities(services, signaler));
  return {
    lifecycle: {
      ...keepAlive(createMembershipActivities(services)),
      ...keepAlive(createReconcileActivities(services, stripeEvents, sweepSeconds)),
      ...keepAlive(createLearningActivities(services)),
      ...keepAlive(createGrantActivities(services)),
      ...createContactImportActivities(services),
      ...clock,
    },
    automation: createAdvanceActivities(services),
    effects: {
      ...keepAlive(createExternalEffectActivities(services, mail, outbound, callSecrets)),
      ...keepAlive(createSystemMailActivities(services, mail)),
      ...keepAlive(createCertificateActivities(services, storage, addresses)),
      ...clock,
    },
  };
}

/** What {@link createActivities} makes: a workflow takes the type of its activities from here. */
export type Activities = ReturnType<typeof createActivities>;
