import { column, type DeliveryResult, defineQuery, orNull } from '@perennial/db';

/** The address of a trigger. */
export const webhookOfTrigger = defineQuery<[automationId: string, nodeId: string]>()({
  columns: { id: column.uuid, sealedSecret: column.text() },
  sql: 'select id, sealed_secret from incoming_webhook where automation_id = $1 and node_id = $2',
});

/** How many addresses an automation has. */
export const countWebhooks = defineQuery<[automationId: string]>()({
  columns: { count: column.integer },
  sql: 'select count(*)::int as count from incoming_webhook where automation_id = $1',
});

/** Creates the address of a trigger, unless another request created it. */
export const createWebhook = defineQuery<
  [id: string, automationId: string, nodeId: string, secretHash: string, sealedSecret: string]
>()({
  columns: {},
  sql: `insert into incoming_webhook (id, automation_id, node_id, secret_hash, sealed_secret) values ($1, $2, $3, $4, $5)
        on conflict (automation_id, node_id) do nothing`,
});

/** Gives an address another secret. */
export const replaceSecret = defineQuery<[id: string, secretHash: string, sealedSecret: string]>()({
  columns: {},
  sql: 'update incoming_webhook set secret_hash = $2, sealed_secret = $3 where id = $1',
});

/** The newest deliveries to the address of a trigger. */
export const newestDeliveries = defineQuery<[automationId: string, nodeId: string, limit: number]>()({
  columns: {
    id: column.uuid,
    createdAt: column.timestamp,
    result: column.text<DeliveryResult>(),
    notes: column.textArray(),
    body: column.json<unknown>(),
    contactId: orNull(column.uuid),
    contactName: orNull(column.text()),
  },
  sql: `select d.id, d.created_at, d.result, d.notes, d.body, c.id as contact_id, coalesce(nullif(c.name, ''), c.email) as contact_name
          from incoming_webhook w join webhook_delivery d on d.webhook_id = w.id left join contact c on c.id = d.contact_id
         where w.automation_id = $1 and w.node_id = $2 order by d.id desc limit $3`,
});

/** The settings of the trigger `w.node_id` in a graph. A draft may be any JSON. */
const settingsIn = (graph: string) =>
  `jsonb_path_query_first(${graph}, '$.nodes[*] ? (@.id == $node && @.kind == "trigger").config', jsonb_build_object('node', w.node_id))`;

/** The trigger to which an address belongs: its settings as published and as drawn, where it is there. */
export const triggerOfWebhook = defineQuery<[id: string]>()({
  prepared: true,
  columns: {
    automationId: column.uuid,
    nodeId: column.text(),
    isActive: column.boolean,
    published: orNull(column.json<unknown>()),
    drawn: orNull(column.json<unknown>()),
  },
  sql: `select w.automation_id, w.node_id, a.state = 'active' as is_active, ${settingsIn('v.graph')} as published, ${settingsIn('a.draft')} as drawn
          from incoming_webhook w join automation a on a.id = w.automation_id and a.state <> 'deleted'
          left join automation_version v on v.id = a.published_version_id
         where w.id = $1`,
});

/** Takes the receipt of a delivery; no row where the delivery was accepted before. A concurrent request waits for the first to commit. */
export const takeReceipt = defineQuery<[webhookId: string, key: string, now: Date, expiresAt: Date]>()({
  prepared: true,
  columns: { key: column.text() },
  sql: `insert into webhook_receipt as r (webhook_id, key, expires_at) values ($1, $2, $4)
        on conflict (webhook_id, key) do update set expires_at = excluded.expires_at, event_id = null where r.expires_at <= $3
        returning key`,
});

/** The event and the contact of a delivery that was accepted before. */
export const receiptWithKey = defineQuery<[webhookId: string, key: string]>()({
  prepared: true,
  columns: { eventId: orNull(column.uuid), contactId: orNull(column.uuid) },
  sql: `select r.event_id, e.contact_id from webhook_receipt r left join event e on e.id = r.event_id
         where r.webhook_id = $1 and r.key = $2`,
});

/** Completes a receipt. */
export const completeReceipt = defineQuery<[webhookId: string, key: string, eventId: string]>()({
  prepared: true,
  columns: {},
  sql: 'update webhook_receipt set event_id = $3 where webhook_id = $1 and key = $2',
});

/** Records a delivery for staff. */
export const recordDelivery = defineQuery<
  [
    webhookId: string,
    result: DeliveryResult,
    eventId: string | null,
    contactId: string | null,
    notes: readonly string[],
    body: string,
  ]
>()({
  prepared: true,
  columns: {},
  sql: `insert into webhook_delivery (webhook_id, result, event_id, contact_id, notes, body)
        values ($1, $2, $3::uuid, $4::uuid, $5::text[], $6::jsonb)`,
});

/** Removes deliveries that are no longer shown, except those that a concurrent request removes. */
export const removeOlderDeliveries = defineQuery<[webhookId: string, kept: number]>()({
  prepared: true,
  columns: {},
  sql: `delete from webhook_delivery where id = any(array(
          select id from webhook_delivery where webhook_id = $1 order by id desc offset $2 for update skip locked))`,
});
