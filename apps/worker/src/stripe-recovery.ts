import { type FailureCode, workflows } from '@perennial/contracts';
import { statementsOf, type Tenancy } from '@perennial/db';
import type { Clocks, EventLog } from '@perennial/services';
import type { StripeClients } from '@perennial/stripe';
import type { DataSource } from 'typeorm';
import type { WorkerLogger } from './log.js';
import { schoolIds } from './schools.queries.js';
import { takeWaiting, waitingForStripe } from './stripe-recovery.queries.js';

const minute = 60_000;
/** Events in one transaction. */
const batch = 100;
/** Failure codes of an outage of Stripe, after half an hour of attempts. A call that hangs times out. */
const causes: readonly FailureCode[] = ['stripe_unavailable', 'timed_out'];
/** Workflows that read Stripe. */
const prefixes = [workflows.membership, workflows.reconcile].map(({ idPrefix }) => idPrefix);

/**
 * Ends an outage of Stripe for workflows that gave up during it and would retry within the hour. While a school has such
 * workflows, its Stripe account is asked once a minute; as soon as it answers, they are signalled through an event and the relay, as when
 * staff restart one.
 */
export class StripeRecovery {
  readonly everyMs = minute;

  constructor(
    private readonly tenancy: Tenancy,
    private readonly database: DataSource,
    private readonly stripe: StripeClients,
    private readonly clocks: Clocks,
    private readonly events: EventLog,
    private readonly log: WorkerLogger,
  ) {}

  /** A failure is logged; the next minute finds the same. Returns the IDs of the workflows that continue. */
  async once(): Promise<string[]> {
    const resumed: string[] = [];
    try {
      for (const { id } of await statementsOf(this.database).rowsOf(schoolIds)) {
        if ((await this.#waits(id)) && (await this.#answers(id))) resumed.push(...(await this.#resume(id)));
      }
    } catch (error) {
      this.log.error({ err: error }, 'recovery of Stripe: will try again in a minute');
    }
    return resumed;
  }

  async #waits(schoolId: string): Promise<boolean> {
    const row = await this.tenancy.withSchool(schoolId, () => this.tenancy.rowOf(waitingForStripe, causes, prefixes));
    return row?.waiting === true;
  }

  async #answers(schoolId: string): Promise<boolean> {
    try {
      await (await this.stripe.for(schoolId)).events.list({ limit: 1 });
      return true;
    } catch (error) {
      this.log.info({ err: error, schoolId }, 'recovery of Stripe: it does not answer yet');
      return false;
    }
  }

  async #resume(schoolId: string): Promise<string[]> {
    const resumed: string[] = [];
    for (let full = true; full; ) {
      const taken = await this.tenancy.withSchool(schoolId, async () => {
        const rows = await this.tenancy.rowsOf(takeWaiting, causes, prefixes, batch);
        for (const { contactId, workflowId, executionId } of rows)
          await this.events.record({
            type: 'workflow.restart_requested',
            contactId,
            occurredAt: await this.clocks.nowFor(contactId),
            data: { workflowId, executionId },
          });
        return rows;
      });
      resumed.push(...taken.map(({ workflowId }) => workflowId));
      full = taken.length === batch;
    }
    this.log.info({ schoolId, count: resumed.length }, 'recovery of Stripe: workflows go on');
    return resumed;
  }
}
