import type { Entitlement, Tenancy } from '@perennial/db';
import type { CloseReason } from '@perennial/domain/events';
import type { Cause, EventLog } from '../platform/event-log.js';

/** The products to which a source (a membership or a grant) gives access. */
export interface EntitlementClaim {
  readonly contactId: string;
  readonly source: Entitlement['source'];
  readonly sourceId: string;
  readonly productIds: readonly string[];
  /** Start of access; null revokes it now. */
  readonly startsAt: Date | null;
  /** End of access; null for no end. */
  readonly endsAt: Date | null;
  /** Reason if access ends; `other` by default. */
  readonly reason?: CloseReason;
  /** Set if access ends because a trial without a card ended. */
  readonly trialEnded?: boolean;
}

/** A product whose access changed, as recorded. */
interface Change {
  readonly productId: string;
  readonly productTitle: string;
  readonly open: boolean;
  readonly key: string;
}

/** The only code that changes entitlements and records access gained and lost. All in the open scope. */
export class AccessService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly events: EventLog,
  ) {}

  /** Applies a claim and records what changed. Repeating it changes nothing. */
  async claim(claim: EntitlementClaim, now: Date, cause: Cause | null): Promise<void> {
    const changes: Change[] = [];
    for (const productId of [...claim.productIds].sort()) {
      await this.#lock(claim.contactId, productId);
      if (claim.startsAt) {
        const dated = await this.#put(claim, productId);
        if (dated) await this.#tellEnd(claim, dated, now, cause);
      } else {
        await this.tenancy.em.query(
          `update entitlement set revoked_at = $4 where source = $1 and source_id = $2 and product_id = $3 and revoked_at is null`,
          [claim.source, claim.sourceId, productId, now],
        );
      }
      const change = await this.#tell(claim.contactId, productId, claim.source, now, cause);
      if (change) changes.push(change);
    }
    await this.#sumUp(claim, changes, now, cause);
  }

  /** Revokes every grant of a product for a contact. A paid membership keeps its access. */
  async revokeGrants(contactId: string, productId: string, now: Date, cause: Cause | null): Promise<void> {
    await this.#lock(contactId, productId);
    await this.tenancy.em.query(
      `update entitlement set revoked_at = $3 where contact_id = $1 and product_id = $2 and source = 'grant' and revoked_at is null`,
      [contactId, productId, now],
    );
    const change = await this.#tell(contactId, productId, 'grant', now, cause);
    if (change) await this.#sumUp({ contactId, source: 'grant', sourceId: '' }, [change], now, cause);
  }

  /** Re-reads whether a product is open to a contact at `now`, for instants at which grants start or end. */
  async refresh(contactId: string, productId: string, now: Date, cause: Cause | null): Promise<void> {
    await this.#lock(contactId, productId);
    const change = await this.#tell(contactId, productId, 'grant', now, cause);
    if (change) await this.#sumUp({ contactId, source: 'grant', sourceId: '' }, [change], now, cause);
  }

  /** Whether any entitlement to the product is valid at `now`. Evaluated for every request and never cached. */
  async isOpen(contactId: string, productId: string, now: Date): Promise<boolean> {
    const row = await this.tenancy.row<{ open: boolean }>(
      `select exists (select from entitlement where contact_id = $1 and product_id = $2 and starts_at <= $3
         and (ends_at is null or ends_at > $3) and revoked_at is null) as open`,
      [contactId, productId, now],
    );
    return row?.open === true;
  }

  /** Writes the entitlement. Returns its ID if it is a grant whose end changed. */
  async #put(claim: EntitlementClaim, productId: string): Promise<string | null> {
    const row = await this.tenancy.row<{ id: string; dated: boolean }>(
      `with before as (
         select ends_at from entitlement where source = $3 and source_id = $4 and product_id = $2 and revoked_at is null
       )
       insert into entitlement (contact_id, product_id, source, source_id, starts_at, ends_at) values ($1, $2, $3, $4, $5, $6)
       on conflict (source, source_id, product_id) do update set starts_at = least(entitlement.starts_at, excluded.starts_at), ends_at = excluded.ends_at, revoked_at = null
       returning id, source = 'grant' and ends_at is not null
         and not exists (select from before where before.ends_at = entitlement.ends_at) as dated`,
      [claim.contactId, productId, claim.source, claim.sourceId, claim.startsAt, claim.endsAt],
    );
    return row?.dated ? row.id : null;
  }

  /** No other workflow handles the end of a grant, so the relay starts one. */
  async #tellEnd(claim: EntitlementClaim, entitlementId: string, now: Date, cause: Cause | null): Promise<void> {
    if (!claim.endsAt) return;
    const data = { entitlementId, endsAt: claim.endsAt.toISOString() };
    await this.events.record({ type: 'grant.dated', contactId: claim.contactId, occurredAt: now, cause, data });
  }

  async #lock(contactId: string, productId: string): Promise<void> {
    await this.tenancy.em.query('insert into access (contact_id, product_id) values ($1, $2) on conflict do nothing', [
      contactId,
      productId,
    ]);
    await this.tenancy.em.query('select from access where contact_id = $1 and product_id = $2 for update', [
      contactId,
      productId,
    ]);
  }

  async #tell(
    contactId: string,
    productId: string,
    source: Entitlement['source'],
    now: Date,
    cause: Cause | null,
  ): Promise<Change | null> {
    const open = await this.isOpen(contactId, productId, now);
    const changed = await this.tenancy.row<{ changes: number; title: string }>(
      `update access a set open = $3, changes = changes + 1, changed_at = $4::timestamptz,
              closed_seconds = closed_seconds + case when $3 then coalesce(greatest(0, floor(extract(epoch from $4 - changed_at))), 0)::int else 0 end
         from product p where a.contact_id = $1 and a.product_id = $2 and a.open <> $3 and p.id = a.product_id returning a.changes, p.title`,
      [contactId, productId, open, now],
    );
    if (!changed) return null;
    const key = `access:${contactId}:${productId}:${changed.changes}`;
    const product = { productId, productTitle: changed.title };
    if (open)
      await this.events.record({ type: 'access.gained', contactId, occurredAt: now, cause, key, data: { ...product, source } });
    else await this.events.record({ type: 'access.lost', contactId, occurredAt: now, cause, key, data: product });
    return { ...product, open, key };
  }

  /** Records one event for everything that opened or closed together, so that a bundle is one email. */
  async #sumUp(
    {
      contactId,
      source,
      sourceId,
      reason = 'other',
      trialEnded = false,
    }: Pick<EntitlementClaim, 'contactId' | 'source' | 'sourceId' | 'reason' | 'trialEnded'>,
    changes: readonly Change[],
    now: Date,
    cause: Cause | null,
  ): Promise<void> {
    for (const open of [true, false]) {
      const together = changes.filter((change) => change.open === open);
      const [first] = together;
      if (!first) continue;
      const productTitles = together.map(({ productTitle }) => productTitle);
      const plan = together.length > 1 && source === 'membership' ? await this.#planTitle(sourceId) : undefined;
      const common = { contactId, occurredAt: now, cause, key: `${first.key}:together` };
      const productIds = together.map(({ productId }) => productId);
      const data = { productIds, productTitles, productTitle: plan ?? productTitles.join(', '), source };
      if (open) await this.events.record({ ...common, type: 'access.opened', data });
      else await this.events.record({ ...common, type: 'access.closed', data: { ...data, reason, trialEnded } });
    }
  }

  async #planTitle(membershipId: string): Promise<string | undefined> {
    const row = await this.tenancy.row<{ title: string }>(
      'select p.title from membership m join plan p on p.id = m.plan_id where m.id::text = $1',
      [membershipId],
    );
    return row?.title;
  }
}
