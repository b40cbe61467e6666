import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Automation, Tenancy } from '@perennial/db';
import { SecretBox } from '@perennial/stripe';
import { Not, Repository } from 'typeorm';
import { ApiConfig } from '../../platform/database/api-config.js';
import { found, Refusal } from '../../platform/http/refusal.js';
import { iso } from '../../platform/http/schemas.js';
import { hashToken, newToken } from '../../platform/http/tokens.js';
import { countWebhooks, createWebhook, newestDeliveries, replaceSecret, webhookOfTrigger } from './incoming-webhooks.queries.js';
import type { WebhookDeliveries } from './incoming-webhooks.schemas.js';
import { deliveriesShown } from './webhook-receiver.service.js';

/** Addresses of one automation: more than a canvas needs, also while triggers are added and removed. */
const mostAddresses = 100;

/** The addresses at which the triggers of automations receive webhooks, for staff who edit them. */
@Injectable()
export class WebhookAddresses {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly box: SecretBox,
    private readonly config: ApiConfig,
    @InjectRepository(Automation) private readonly automations: Repository<Automation>,
  ) {}

  /** The address of a trigger, which may not be saved yet. It is created when it is first asked for. */
  address(schoolId: string, automationId: string, nodeId: string): Promise<{ url: string }> {
    return this.tenancy.withSchool(schoolId, async () => ({ url: await this.#url(automationId, nodeId) }));
  }

  /** Gives a trigger another address. The earlier one stops working. */
  replace(schoolId: string, automationId: string, nodeId: string): Promise<{ url: string }> {
    return this.tenancy.withSchool(schoolId, async () => {
      await this.#automation(automationId);
      const { id } = found(await this.tenancy.rowOf(webhookOfTrigger, automationId, nodeId), 'address');
      const secret = newToken();
      await this.tenancy.rowsOf(replaceSecret, id, hashToken(secret), this.box.seal(secret, placeOf(id)));
      return { url: this.#urlOf(id, secret) };
    });
  }

  /** The newest deliveries to a trigger. */
  deliveries(schoolId: string, automationId: string, nodeId: string): Promise<WebhookDeliveries> {
    return this.tenancy.withSchool(schoolId, async () => {
      await this.#automation(automationId);
      const rows = await this.tenancy.rowsOf(newestDeliveries, automationId, nodeId, deliveriesShown);
      return rows.map(({ createdAt, notes, ...row }) => ({ ...row, notes: [...notes], receivedAt: iso(createdAt) }));
    });
  }

  async #url(automationId: string, nodeId: string): Promise<string> {
    await this.#automation(automationId);
    const known = await this.tenancy.rowOf(webhookOfTrigger, automationId, nodeId);
    if (known) return this.#opened(known);
    const existing = await this.tenancy.rowOf(countWebhooks, automationId);
    if (existing && existing.count >= mostAddresses)
      throw new Refusal(
        'not_possible_now',
        `An automation can have ${mostAddresses} addresses for webhooks. Duplicate it, and use the copy.`,
      );
    const [id, secret] = [randomUUID(), newToken()];
    await this.tenancy.rowsOf(createWebhook, id, automationId, nodeId, hashToken(secret), this.box.seal(secret, placeOf(id)));
    return this.#opened(found(await this.tenancy.rowOf(webhookOfTrigger, automationId, nodeId), 'address'));
  }

  #opened({ id, sealedSecret }: { readonly id: string; readonly sealedSecret: string }): string {
    return this.#urlOf(id, this.box.open(sealedSecret, placeOf(id)));
  }

  #urlOf(id: string, secret: string): string {
    const base = this.config.env.PUBLIC_WEBHOOK_URL ?? this.config.adminUrl;
    return `${base.replace(/\/$/, '')}/hooks/${id}/${secret}`;
  }

  async #automation(id: string): Promise<Automation> {
    return found(await this.automations.findOneBy({ id, state: Not('deleted') }), 'automation');
  }
}

const placeOf = (id: string): string => `incoming_webhook:${id}:secret`;
