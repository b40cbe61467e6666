import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { StripeConnection, Tenancy } from '@perennial/db';
import { StripeKeyInput } from '@perennial/domain/billing';
import { Clocks, EventLog } from '@perennial/services';
import {
  ConnectionHealth,
  createStripeClient,
  endpointSecretPlace,
  keyPlace,
  SecretBox,
  stripeApiVersion,
  stripeEventTypes,
} from '@perennial/stripe';
import Stripe from 'stripe';
import { Repository } from 'typeorm';
import { ApiConfig } from '../../platform/database/api-config.js';
import { Refusal } from '../../platform/http/refusal.js';
import { isoOrNull } from '../../platform/http/schemas.js';
import { breakOf } from '../../platform/stripe/stripe-break.js';
import type { StripeConnectionView } from './connection.schemas.js';

/** Secrets of endpoints before the current one that are still accepted, for events that are in transit. */
const keptSecrets = 2;

/** Connects, shows and disconnects a school's Stripe account. */
@Injectable()
export class StripeConnectionService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly secrets: SecretBox,
    private readonly config: ApiConfig,
    private readonly clocks: Clocks,
    private readonly events: EventLog,
    private readonly health: ConnectionHealth,
    @InjectRepository(StripeConnection) private readonly stripeConnections: Repository<StripeConnection>,
  ) {}

  view(schoolId: string): Promise<StripeConnectionView> {
    return this.tenancy.withSchool(schoolId, async () => this.#toView(await this.stripeConnections.findOneBy({})));
  }

  /** Checks the key with Stripe, creates our webhook endpoint there, and stores both secrets encrypted. */
  async connect(schoolId: string, { secretKey }: StripeKeyInput): Promise<StripeConnectionView> {
    const client = createStripeClient(secretKey, this.config.env.STRIPE_API_BASE);
    const accountId = await accountOf(client);
    const { id, known } = await this.tenancy.withSchool(schoolId, async () => {
      const row = await this.stripeConnections.findOneBy({});
      if (row && row.accountId !== accountId) await this.#assertUnused();
      const fresh = await this.tenancy.row<{ id: string }>('select uuidv7() as id');
      return { id: row?.id ?? fresh?.id ?? '', known: row };
    });
    const endpoint = await this.#makeEndpoint(client, id, known?.endpointId ?? null);
    const sealed = endpoint ? [this.secrets.seal(endpoint.secret, endpointSecretPlace(id))] : [];
    const sameAccount = known?.accountId === accountId;
    await this.tenancy.withSchool(schoolId, async () => {
      if (known && !sameAccount) await this.#forgetAccount();
      await this.stripeConnections.upsert(
        {
          id,
          accountId,
          mode: secretKey.includes('_live_') ? 'live' : 'test',
          encryptedKey: this.secrets.seal(secretKey, keyPlace(id)),
          endpointId: endpoint?.id ?? null,
          encryptedEndpointSecrets: [...sealed, ...(sameAccount ? known.encryptedEndpointSecrets : [])].slice(0, keptSecrets),
          state: 'connected',
          brokenSince: null,
          brokenReason: null,
          catchUp: sameAccount,
          ...(sameAccount ? {} : { eventsCursor: null, lastEventAt: null }),
        },
        ['id'],
      );
      await this.events.record({
        type: 'stripe.connected',
        contactId: null,
        occurredAt: this.clocks.wall(),
        data: { connectionId: id },
      });
      await this.health.resume();
    });
    return this.view(schoolId);
  }

  /** Stops using the account. Subscriptions at Stripe continue, but we no longer receive their events. */
  disconnect(schoolId: string): Promise<StripeConnectionView> {
    return this.tenancy.withSchool(schoolId, async () => {
      await this.stripeConnections.update({ schoolId }, { state: 'revoked' });
      return this.view(schoolId);
    });
  }

  /** Creates our endpoint at Stripe in place of the previous one. Null if Stripe cannot reach us, so that events are polled. */
  async #makeEndpoint(
    client: Stripe,
    connectionId: string,
    earlier: string | null,
  ): Promise<{ id: string; secret: string } | null> {
    const url = this.#endpointUrl(connectionId);
    if (!url) return null;
    for await (const old of client.webhookEndpoints.list({ limit: 100 }))
      if (old.url === url || old.id === earlier) await client.webhookEndpoints.del(old.id);
    const made = await client.webhookEndpoints.create({
      url,
      enabled_events: [...stripeEventTypes],
      api_version: stripeApiVersion,
      description: 'Perennial',
    });
    return made.secret ? { id: made.id, secret: made.secret } : null;
  }

  #endpointUrl(connectionId: string): string | null {
    const base = this.config.env.PUBLIC_WEBHOOK_URL;
    return base ? `${base.replace(/\/$/, '')}/webhooks/stripe/${connectionId}` : null;
  }

  /** Subscriptions exist only in the account in which they were created. */
  async #assertUnused(): Promise<void> {
    const open = await this.tenancy.row<{ open: number }>(
      `select count(*)::int as open from membership where state not in ('ended', 'abandoned')`,
    );
    if (open && open.open > 0)
      throw new Refusal(
        'stripe_account_in_use',
        `This key belongs to a different Stripe account, and ${open.open === 1 ? '1 membership is' : `${open.open} memberships are`} charged through the current one. Use a key from that account.`,
        { field: 'secretKey' },
      );
  }

  /** Ids of the old account mean nothing in the new one. */
  async #forgetAccount(): Promise<void> {
    await this.tenancy.em.query(`update plan set stripe_product_id = null, stripe_price_id = null,
      status = case status when 'published' then 'draft' else status end`);
    await this.tenancy.em.query('update contact set stripe_customer_id = null where stripe_customer_id is not null');
    await this.tenancy.em.query('update clock set stripe_test_clock_id = null where stripe_test_clock_id is not null');
  }

  #toView(row: StripeConnection | null): StripeConnectionView {
    const endpointUrl = row?.endpointId ? this.#endpointUrl(row.id) : null;
    return {
      connected: row !== null && row.state !== 'revoked',
      mode: row?.mode ?? null,
      accountId: row?.accountId ?? null,
      state: row?.state ?? 'none',
      broken: breakOf(row),
      lastEventAt: isoOrNull(row?.lastEventAt),
      endpoint: { url: endpointUrl, mode: endpointUrl ? 'webhook' : 'sweep' },
    };
  }
}

async function accountOf(client: Stripe): Promise<string> {
  try {
    return (await client.accounts.retrieve(null)).id;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeAuthenticationError || error instanceof Stripe.errors.StripePermissionError)
      throw new Refusal(
        'stripe_key_rejected',
        'Stripe does not accept this key. Copy the secret key again from your Stripe dashboard.',
        {
          field: 'secretKey',
        },
      );
    throw error;
  }
}
