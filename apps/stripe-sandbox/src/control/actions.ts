import type { Attempt } from '../events/deliveries.js';
import type { Sandbox } from '../sandbox.js';
import type { Account } from '../store/accounts.js';

/** A delivery as the control API and the dashboard show it. */
export interface DeliveryView {
  id: number;
  event: string;
  event_type: string;
  endpoint: string;
  url: string;
  state: 'pending' | 'delivered' | 'failed' | 'dropped';
  attempts: Attempt[];
  created: number;
}

/** The newest deliveries of an account. */
export async function deliveriesOf(
  sandbox: Sandbox,
  account: Account,
  filter: { event?: string; state?: string; limit?: number },
): Promise<DeliveryView[]> {
  return sandbox.database.query<DeliveryView>(
    `select id, event, event_type, endpoint, url, state, attempts, extract(epoch from created_at)::float8 as created from delivery
     where account = $1 and ($2::text is null or event = $2) and ($3::text is null or state = $3) order by id desc limit $4`,
    [account.id, filter.event ?? null, filter.state ?? null, Math.min(filter.limit ?? 100, 1_000)],
  );
}

/** Deletes everything of an account. Its webhook endpoints can be kept, so that a test run does not have to register them again. */
export async function reset(sandbox: Sandbox, account: Account, keepEndpoints: boolean): Promise<void> {
  await sandbox.database.transaction(account.id, async (client) => {
    for (const table of ['due', 'delivery', 'event', 'idempotency'])
      await client.query(`delete from ${table} where account = $1`, [account.id]);
    await client.query("delete from object where account = $1 and not ($2 and kind = 'webhook_endpoint')", [
      account.id,
      keepEndpoints,
    ]);
  });
  sandbox.clearFaults(account.id);
  await sandbox.accounts.configure(account, { ...sandbox.accounts.defaults });
}

/** Makes the next charges of a customer fail, whatever card they use. */
export async function failNextCharge(
  sandbox: Sandbox,
  account: Account,
  customerId: string,
  times: number,
  declineCode: string,
): Promise<object> {
  return sandbox.transaction(account, {}, async (tx) => {
    const customer = await tx.get('customer', customerId);
    customer.hidden.failNext = times;
    customer.hidden.failCode = declineCode;
    tx.save(customer);
    return { customer: customer.id, times, decline_code: declineCode };
  });
}

/** True when no clock advances, nothing waits to be sent and no wall-clock action is overdue. */
export async function isQuiet(sandbox: Sandbox, account: Account): Promise<boolean> {
  const [row] = await sandbox.database.query<{ busy: boolean }>(
    `select exists (select 1 from delivery where account = $1 and state = 'pending')
       or exists (select 1 from object where account = $1 and kind = 'test_helpers.test_clock' and data->>'status' = 'advancing')
       or exists (select 1 from due where account = $1 and clock is null and at <= extract(epoch from now())) as busy`,
    [account.id],
  );
  return row?.busy === false;
}
