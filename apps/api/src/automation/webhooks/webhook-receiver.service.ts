import { Injectable } from '@nestjs/common';
import { type DeliveryResult, Tenancy } from '@perennial/db';
import { type MappedDelivery, mapDelivery, shownBody, type WebhookMapping, webhookMappingOf } from '@perennial/domain/automation';
import { Clocks, ContactDirectory, EventLog } from '@perennial/services';
import { Lookups } from '../../platform/database/lookups.js';
import { hashOf } from '../../platform/http/idempotency.js';
import { nothingHere, Refusal } from '../../platform/http/refusal.js';
import { hashToken } from '../../platform/http/tokens.js';
import { readableContent, Uuid } from '../../platform/http/validation.js';
import {
  completeReceipt,
  receiptWithKey,
  recordDelivery,
  removeOlderDeliveries,
  takeReceipt,
  triggerOfWebhook,
} from './incoming-webhooks.queries.js';
import type { ReceivedWebhook } from './incoming-webhooks.schemas.js';

/** How many deliveries of each address are kept for staff. */
export const deliveriesShown = 20;

const hour = 3_600_000;
/** How long a repeated delivery is recognised by its ID, and by its body. */
const recognised = { id: 30 * 24 * hour, body: 24 * hour } as const;

/** A request as it arrived. */
export interface Delivery {
  readonly contentType: string | undefined;
  readonly body: unknown;
  /** What the sender calls the delivery in a header. */
  readonly headerId: string | undefined;
}

/** The trigger that a request is for. */
interface Receiver {
  readonly webhookId: string;
  readonly automationId: string;
  readonly nodeId: string;
  readonly mapping: WebhookMapping;
  readonly state: 'active' | 'not_active' | 'draft';
}

/** What became of a delivery. It is committed before the sender is told. */
interface Received {
  readonly result: DeliveryResult;
  readonly eventId?: string | null;
  readonly contactId?: string | null;
  readonly notes: readonly string[];
  /** The field without a valid address. */
  readonly refusedAt?: string;
}

/** Receives webhooks at the addresses of automations, and records each delivery as an event about one person. */
@Injectable()
export class WebhookReceiver {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
    private readonly lookups: Lookups,
    private readonly directory: ContactDirectory,
    private readonly events: EventLog,
  ) {}

  /**
   * Records the event of a delivery; a repeated one gets the first event. While the automation or its trigger is not published, the
   * delivery is kept for staff, and nothing else is recorded.
   * @throws {Refusal} 404 in the same words for an unknown address, a wrong secret and a trigger that is gone; 422 without a valid
   *   email address
   */
  async receive(id: string, secret: string, delivery: Delivery): Promise<ReceivedWebhook> {
    const schoolId = await this.lookups.schoolOfWebhook(Uuid.safeParse(id).success ? id : noWebhook, hashToken(secret));
    if (!schoolId) throw nothingHere();
    const body = bodyOf(delivery);
    const received = await this.tenancy.withSchool(schoolId, () => this.#receive(id, body, delivery.headerId));
    if (!received) throw nothingHere();
    if (received.refusedAt !== undefined)
      throw new Refusal('rule_refused', received.notes.join(' '), { field: received.refusedAt });
    return { id: received.eventId ?? null };
  }

  /** Null if no trigger has the address any more. */
  async #receive(id: string, body: object, headerId: string | undefined): Promise<Received | null> {
    const receiver = await this.#receiver(id);
    if (!receiver) return null;
    const mapped = mapDelivery(receiver.mapping, body);
    const received: Received =
      'problem' in mapped
        ? { result: 'refused', notes: [mapped.problem], refusedAt: mapped.path }
        : receiver.state === 'draft'
          ? { result: 'test', notes: mapped.notes }
          : await this.#accept(receiver, mapped, keyOf(mapped.deliveryId ?? headerId, body));
    const { result, eventId = null, contactId = null, notes } = received;
    await this.tenancy.rowsOf(recordDelivery, id, result, eventId, contactId, notes, JSON.stringify(shownBody(body)));
    await this.tenancy.rowsOf(removeOlderDeliveries, id, deliveriesShown);
    this.events.announce({ admin: [{ key: 'webhooks', id: receiver.automationId }] });
    return received;
  }

  async #receiver(id: string): Promise<Receiver | null> {
    const row = await this.tenancy.rowOf(triggerOfWebhook, id);
    const published = webhookMappingOf(row?.published);
    const mapping = published ?? webhookMappingOf(row?.drawn);
    if (!row || !mapping) return null;
    const { automationId, nodeId, isActive } = row;
    return { webhookId: id, automationId, nodeId, mapping, state: !published ? 'draft' : isActive ? 'active' : 'not_active' };
  }

  /** Records the event, once for each key. A paused automation is not considered when the relay delivers the event. */
  async #accept(
    { webhookId, automationId, nodeId, state }: Receiver,
    mapped: MappedDelivery,
    key: DeliveryKey,
  ): Promise<Received> {
    const now = this.clocks.wall();
    const expiresAt = new Date(now.getTime() + recognised[key.by]);
    if (!(await this.tenancy.rowOf(takeReceipt, webhookId, key.key, now, expiresAt))) {
      const first = await this.tenancy.rowOf(receiptWithKey, webhookId, key.key);
      const notes = [`It repeats a delivery with the same ${key.by === 'id' ? 'ID' : 'body'}.`];
      return { result: 'repeated', eventId: first?.eventId ?? null, contactId: first?.contactId ?? null, notes };
    }
    const { email, name, properties, notes } = mapped;
    const contact = await this.directory.contactFor({ email, name: name ?? undefined });
    const eventId = await this.events.record({
      type: 'webhook.received',
      contactId: contact.id,
      occurredAt: await this.clocks.nowFor(contact.id),
      data: { automationId, triggerId: nodeId, properties: { ...properties } },
    });
    if (!eventId) throw new Error('an event without a key was dropped');
    await this.tenancy.rowsOf(completeReceipt, webhookId, key.key, eventId);
    return { result: state === 'active' ? 'accepted' : 'not_active', eventId, contactId: contact.id, notes };
  }
}

/** No address has this ID. */
const noWebhook = '00000000-0000-0000-0000-000000000000';

/** By what a repeated delivery is recognised. */
interface DeliveryKey {
  readonly by: keyof typeof recognised;
  readonly key: string;
}

/** An ID is hashed, because senders choose its length. */
const keyOf = (id: string | undefined, body: object): DeliveryKey =>
  id ? { by: 'id', key: `id:${hashToken(id)}` } : { by: 'body', key: `body:${hashOf(body)}` };

const accepted = /^application\/(?:json|x-www-form-urlencoded)\s*(?:;|$)/i;

/** The fields of a body. @throws {Refusal} if it is not JSON or a form with fields */
function bodyOf({ contentType = '', body }: Delivery): object {
  if (!accepted.test(contentType))
    throw new Refusal(
      'unsupported_media_type',
      'Send JSON with content-type application/json, or a form with content-type application/x-www-form-urlencoded.',
    );
  if (typeof body !== 'object' || body === null)
    throw new Refusal('invalid_input', 'The body has no fields. Send a JSON object, or a form with fields.');
  return readableContent(body);
}
