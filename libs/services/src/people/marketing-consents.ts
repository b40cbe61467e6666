import { Contact, MarketingConsent, type Tenancy } from '@perennial/db';
import type { ConsentSource } from '@perennial/domain/identity';
import type { Clocks } from '../platform/clocks.js';
import type { EventLog } from '../platform/event-log.js';

/** A decision about marketing email, and who recorded it. */
export interface ConsentChange {
  readonly source: ConsentSource;
  readonly note?: string | null;
  readonly wording?: string | null;
  readonly staffId?: string | null;
  /** When the person decided; now by default. */
  readonly decidedAt?: Date;
}

/** The record of consents to marketing email, and the current state on the contact. All in the open scope. */
export class MarketingConsents {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly events: EventLog,
    private readonly clocks: Clocks,
  ) {}

  /** Consent takes effect now. Does nothing for a person who is subscribed. */
  async give(contactId: string, change: ConsentChange): Promise<void> {
    const contact = await this.#lock(contactId);
    if (contact.marketingConsentAt && !contact.unsubscribedAt) return;
    const decidedAt = await this.#add(contactId, 'given', change);
    await this.tenancy.repo(Contact).update({ id: contactId }, { marketingConsentAt: decidedAt, unsubscribedAt: null });
    await this.#record('contact.subscribed', contactId, change.source);
  }

  /** No marketing email from now on. Does nothing for a person who has unsubscribed. */
  async withdraw(contactId: string, change: ConsentChange): Promise<void> {
    const contact = await this.#lock(contactId);
    if (contact.unsubscribedAt) return;
    const decidedAt = await this.#add(contactId, 'withdrawn', change);
    await this.tenancy.repo(Contact).update({ id: contactId }, { marketingConsentAt: null, unsubscribedAt: decidedAt });
    await this.#record('contact.unsubscribed', contactId, change.source);
  }

  /**
   * Records the choice of an unconfirmed visitor at the checkout. Anyone can type an address there, so a consent takes effect
   * once the address is confirmed, and an earlier decision is not changed.
   */
  async choose(contactId: string, agrees: boolean, change: ConsentChange): Promise<void> {
    const contact = await this.#lock(contactId);
    if (contact.marketingConsentAt || contact.unsubscribedAt) return;
    const open = (await this.#last(contactId))?.decision === 'requested';
    if (agrees === open) return;
    await this.#add(contactId, agrees ? 'requested' : 'withdrawn', change);
  }

  /** Called when the person confirms the address. A pending consent takes effect. */
  async confirm(contactId: string): Promise<void> {
    const last = await this.#last(contactId);
    if (last?.decision === 'requested') await this.give(contactId, { source: last.source, wording: last.wording });
  }

  /** All decisions of a person, newest first. */
  history(contactId: string): Promise<MarketingConsent[]> {
    return this.tenancy.repo(MarketingConsent).find({ where: { contactId }, order: { id: 'DESC' } });
  }

  /** Locked, so that two decisions at the same moment are recorded one after the other. */
  async #lock(id: string): Promise<Contact> {
    return this.tenancy.repo(Contact).findOneOrFail({ where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  #last(contactId: string): Promise<MarketingConsent | null> {
    return this.tenancy.repo(MarketingConsent).findOne({ where: { contactId }, order: { id: 'DESC' } });
  }

  async #add(contactId: string, decision: MarketingConsent['decision'], change: ConsentChange): Promise<Date> {
    const decidedAt = change.decidedAt ?? this.clocks.wall();
    const { source, note = null, wording = null, staffId = null } = change;
    await this.tenancy.repo(MarketingConsent).insert({ contactId, decision, source, note, wording, staffId, decidedAt });
    return decidedAt;
  }

  async #record(type: 'contact.subscribed' | 'contact.unsubscribed', contactId: string, source: ConsentSource): Promise<void> {
    await this.events.record({ type, contactId, occurredAt: await this.clocks.nowFor(contactId), data: { source } });
  }
}
