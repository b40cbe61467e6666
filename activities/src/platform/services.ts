import type { Tenancy } from '@perennial/db';
import type { AccessService, Clocks, EventLog, FrozenGraphs } from '@perennial/services';
import type { StripeClients } from '@perennial/stripe';
import type { Logger } from './log.port.js';

/** What activities share: the school's rows, its clock, its log of events, its automations and its Stripe account. */
export interface Services {
  readonly tenancy: Tenancy;
  readonly clocks: Clocks;
  readonly events: EventLog;
  readonly access: AccessService;
  readonly stripe: StripeClients;
  readonly graphs: FrozenGraphs;
  readonly log: Logger;
}
