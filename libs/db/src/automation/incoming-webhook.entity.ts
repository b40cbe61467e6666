import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { Id, Instant, RecordedAt, SchoolIdOnly } from '../columns.js';

/** The address at which a trigger of an automation receives webhooks. It belongs to the automation, whichever version is published. */
@Entity()
@Index('incoming_webhook_of_trigger', ['automationId', 'nodeId'], { unique: true })
export class IncomingWebhook {
  @Id() id: string;
  @SchoolIdOnly() schoolId: string;
  @Column('uuid') automationId: string;
  @Column('text') nodeId: string;
  /** By which a request is accepted. */
  @Column('text') secretHash: string;
  /** Shown to staff in the address. Sealed with `APP_SECRET`, bound to this row. */
  @Column('text') sealedSecret: string;
  @RecordedAt() createdAt: Date;
}

/** What became of a delivery. */
export type DeliveryResult = 'accepted' | 'repeated' | 'not_active' | 'test' | 'refused';

/** One of the newest deliveries to an address, as staff see it. */
@Entity()
@Index('webhook_delivery_newest', ['webhookId', 'id'])
export class WebhookDelivery {
  @Id() id: string;
  @SchoolIdOnly() schoolId: string;
  @Column('uuid') webhookId: string;
  @Column('text') result: DeliveryResult;
  /** The event of an accepted or repeated delivery. */
  @Column('uuid', { nullable: true }) eventId: string | null;
  @Column('uuid', { nullable: true }) contactId: string | null;
  /** What is missing, or was left out; for a refused delivery, why. */
  @Column('text', { array: true }) notes: string[];
  /** Shortened, without secrets. */
  @Column('jsonb') body: unknown;
  @RecordedAt() createdAt: Date;
}

/** A delivery that was accepted, by its ID or the hash of its body, so that a repeated one starts nobody again. */
@Entity()
export class WebhookReceipt {
  @PrimaryColumn('uuid') webhookId: string;
  @PrimaryColumn('text') key: string;
  @SchoolIdOnly() schoolId: string;
  @Column('uuid', { nullable: true }) eventId: string | null;
  /** After that, the same ID or body is a new delivery. */
  @Instant() expiresAt: Date;
}
