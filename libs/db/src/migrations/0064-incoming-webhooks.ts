import type { MigrationInterface, QueryRunner } from 'typeorm';
import { asLookup, lookup } from './functions.js';
import { fence, run } from './support.js';

const tables = ['incoming_webhook', 'webhook_delivery', 'webhook_receipt'];

/** The school of an address, if its secret is correct. An unknown address and a wrong secret cost the same. */
const schoolOfWebhook = lookup(
  'school_of_incoming_webhook(p_id uuid, p_secret_hash text)',
  'uuid',
  'select school_id from public.incoming_webhook where id = p_id and secret_hash = p_secret_hash',
);

const forget = `create function forget_incoming_webhooks() returns trigger language plpgsql set search_path = pg_catalog, public as $$ begin
    delete from webhook_delivery where webhook_id in (select id from incoming_webhook where automation_id = new.id);
    delete from webhook_receipt where webhook_id in (select id from incoming_webhook where automation_id = new.id);
    delete from incoming_webhook where automation_id = new.id;
    return null;
  end $$`;

/** Addresses at which automations receive webhooks, and what arrived at them. A deleted automation has no address. */
export class IncomingWebhooks1795664000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, [
      `CREATE TABLE "incoming_webhook" ("id" uuid NOT NULL DEFAULT uuidv7(), "school_id" uuid NOT NULL DEFAULT app_school(), "automation_id" uuid NOT NULL, "node_id" text NOT NULL, "secret_hash" text NOT NULL, "sealed_secret" text NOT NULL, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "PK_incoming_webhook" PRIMARY KEY ("id"))`,
      `CREATE UNIQUE INDEX "incoming_webhook_of_trigger" ON "incoming_webhook" ("automation_id", "node_id")`,
      `CREATE TABLE "webhook_delivery" ("id" uuid NOT NULL DEFAULT uuidv7(), "school_id" uuid NOT NULL DEFAULT app_school(), "webhook_id" uuid NOT NULL, "result" text NOT NULL, "event_id" uuid, "contact_id" uuid, "notes" text array NOT NULL, "body" jsonb NOT NULL, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "PK_webhook_delivery" PRIMARY KEY ("id"))`,
      `CREATE INDEX "webhook_delivery_newest" ON "webhook_delivery" ("webhook_id", "id")`,
      `CREATE TABLE "webhook_receipt" ("webhook_id" uuid NOT NULL, "key" text NOT NULL, "school_id" uuid NOT NULL DEFAULT app_school(), "event_id" uuid, "expires_at" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "PK_webhook_receipt" PRIMARY KEY ("webhook_id", "key"))`,
      ...fence(tables),
      forget,
      `create trigger forget_incoming_webhooks after update of state on automation for each row
         when (new.state = 'deleted' and old.state <> 'deleted') execute function forget_incoming_webhooks()`,
      'create policy lookup on incoming_webhook for select to perennial_lookup using (true)',
      'grant select on incoming_webhook to perennial_lookup',
      ...asLookup(schoolOfWebhook),
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, [
      'drop function school_of_incoming_webhook(uuid, text)',
      'drop trigger forget_incoming_webhooks on automation',
      'drop function forget_incoming_webhooks()',
      ...tables.map((table) => `drop table "${table}"`),
    ]);
  }
}
