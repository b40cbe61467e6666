import type { Tenancy } from '@perennial/db';
import type { AccessService, Clocks, EventLog, FrozenGraphs } from '@perennial/services';
import type { StripeClients } from '@perennial/stripe';
import type { Logger } from './log.port.js';

/** Services shared by activities. */
export interface Services {
  readonly tenancy: Tenancy;
  readonly clocks: Clocks;
  readonly events: EventLog;
  readonly access: AccessService;
  readonly stripe: StripeClients;
  readonly graphs: FrozenGraphs;
  readonly log: Logger;
}
