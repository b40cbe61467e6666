import { type StripeBreakReason, StripeConnection, type Tenancy } from '@perennial/db';
import { type Clocks, type EventLog } from '@perennial/services';
import { breakConnection, refusedMemberships, restoreConnection, worsenReason } from './connection-health.queries.js';

/** The purpose of a call. A restricted key may allow one and not another. */
export type StripeUse = 'events' | 'billing' | 'changes';

/** The purpose of a request, by method and path; null for an optional one. */
export function useOf(method: string, path: string): StripeUse | null {
  // Without access to payment intents, only the reason of a declined charge is unknown.
  if (method === 'GET' && path.includes('payment_intent')) return null;
  // Without access to previews, the price of the purchase is shown instead of the next charge.
  if (path.startsWith('/v1/invoices/create_preview')) return null;
  if (method !== 'GET') return 'changes';
  return path.startsWith('/v1/events') ? 'events' : 'billing';
}

/** Why a response means that the connection is broken; null if it does not. */
export function breakReasonOf(status: number, use: StripeUse | null): StripeBreakReason | null {
  if (status === 401) return 'key_rejected';
  return status === 403 && use !== null ? `${use}_not_permitted` : null;
}

/**
 * Records whether a school's connection works, notifies staff once when it breaks, and signals waiting workflows when it works
 * again.
 */
export class ConnectionHealth {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
    private readonly events: EventLog,
  ) {}

  /**
   * Stripe refused a call made with this key. A call with an earlier key does not affect the current one.
   * @param key the key, sealed as it is stored
   */
  async refused(schoolId: string, key: string, reason: StripeBreakReason): Promise<void> {
    await this.tenancy.withSchool(schoolId, async () => {
      const now = this.clocks.wall();
      const broken = await this.tenancy.rowOf(breakConnection, key, now, reason);
      if (broken)
        await this.events.record({
          type: 'stripe.connection_broken',
          contactId: null,
          occurredAt: now,
          key: `stripe:${broken.id}:broken:${now.toISOString()}`,
          data: { connectionId: broken.id, reason },
        });
      else if (reason === 'key_rejected') await this.tenancy.rowsOf(worsenReason, key, reason);
    });
  }

  /** Stripe accepted a call made with this key: a connection that was broken for this use works again. */
  async accepted(schoolId: string, key: string, use: StripeUse): Promise<void> {
    await this.tenancy.withSchool(schoolId, async () => {
      const restored = await this.tenancy.rowOf(restoreConnection, key, `${use}_not_permitted`);
      if (!restored) return;
      await this.events.record({
        type: 'stripe.connection_restored',
        contactId: null,
        occurredAt: this.clocks.wall(),
        data: { connectionId: restored.id },
      });
      await this.resume();
    });
  }

  /** Requests a sync of every membership that Stripe refused. In the open scope. */
  async resume(): Promise<void> {
    for (const { id, contactId } of await this.tenancy.rowsOf(refusedMemberships))
      await this.events.record({
        type: 'membership.sync_requested',
        contactId,
        occurredAt: await this.clocks.nowFor(contactId),
        data: { membershipId: id, reason: 'Stripe works again' },
      });
  }

  /** Records that events from the time when the connection was broken have been read. In the open scope. */
  async caughtUp(): Promise<void> {
    await this.tenancy.repo(StripeConnection).update({ catchUp: true }, { catchUp: false });
  }
}
