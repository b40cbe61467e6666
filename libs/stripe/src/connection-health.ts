import { type StripeBreakReason, StripeConnection, type Tenancy } from '@perennial/db';
import { type Clocks, type EventLog } from '@perennial/services';

/** What a call was for. A restricted key may be allowed one and refused another. */
export type StripeUse = 'events' | 'billing' | 'changes';

/** What a request was for, by its method and path; null for one that we can do without. */
export function useOf(method: string, path: string): StripeUse | null {
  // A key that may not read payment intents does not learn why a charge was declined, and everything else works.
  if (method === 'GET' && path.includes('payment_intent')) return null;
  // A key that may not preview does not learn the next charge; the price of the purchase is shown instead.
  if (path.startsWith('/v1/invoices/create_preview')) return null;
  if (method !== 'GET') return 'changes';
  return path.startsWith('/v1/events') ? 'events' : 'billing';
}

/** Why an answer means that the connection is broken; null where it does not. */
export function breakReasonOf(status: number, use: StripeUse | null): StripeBreakReason | null {
  if (status === 401) return 'key_rejected';
  return status === 403 && use !== null ? `${use}_not_permitted` : null;
}

/** Keeps whether a school's connection works, tells staff once when it breaks, and wakes what waited when it works again. */
export class ConnectionHealth {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
    private readonly events: EventLog,
  ) {}

  /**
   * Stripe refused a call made with this key. One made with an earlier key says nothing about the present one.
   * @param key the key, sealed as it is stored
   */
  async refused(schoolId: string, key: string, reason: StripeBreakReason): Promise<void> {
    await this.tenancy.withSchool(schoolId, async () => {
      const now = this.clocks.wall();
      const broken = await this.tenancy.row<{ id: string }>(
        `update stripe_connection set state = 'broken', broken_since = $2, broken_reason = $3
          where encrypted_key = $1 and state = 'connected' returning id`,
        [key, now, reason],
      );
      if (broken)
        await this.events.record({
          type: 'stripe.connection_broken',
          contactId: null,
          occurredAt: now,
          key: `stripe:${broken.id}:broken:${now.toISOString()}`,
          data: { connectionId: broken.id, reason },
        });
      else if (reason === 'key_rejected')
        await this.tenancy.em.query(
          `update stripe_connection set broken_reason = $2 where encrypted_key = $1 and state = 'broken' and broken_reason <> $2`,
          [key, reason],
        );
    });
  }

  /** Stripe accepted a call made with this key: a connection that was broken for this use works again. */
  async accepted(schoolId: string, key: string, use: StripeUse): Promise<void> {
    await this.tenancy.withSchool(schoolId, async () => {
      const restored = await this.tenancy.row<{ id: string }>(
        `update stripe_connection set state = 'connected', broken_since = null, broken_reason = null, catch_up = true
          where encrypted_key = $1 and state = 'broken' and broken_reason in ('key_rejected', $2) returning id`,
        [key, `${use}_not_permitted`],
      );
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

  /** Asks every membership that Stripe refused to sync again. In the open scope. */
  async resume(): Promise<void> {
    const waiting = await this.tenancy.rows<{ id: string; contactId: string }>(
      `select id, contact_id as "contactId" from membership
        where problem in ('connection', 'disconnected') and state not in ('ended', 'abandoned') order by id`,
    );
    for (const { id, contactId } of waiting)
      await this.events.record({
        type: 'membership.sync_requested',
        contactId,
        occurredAt: await this.clocks.nowFor(contactId),
        data: { membershipId: id, reason: 'Stripe works again' },
      });
  }

  /** What happened while the connection was broken has been read. In the open scope. */
  async caughtUp(): Promise<void> {
    await this.tenancy.repo(StripeConnection).update({ catchUp: true }, { catchUp: false });
  }
}
