import type { Entry } from '../store/entry.js';
import type { Tx } from '../store/tx.js';
import { invalid } from '../wire/errors.js';
import { nextBoundary, waits } from './calendar.js';
import { collect, resumed } from './collection.js';
import { invoiceChange } from './invoices.js';
import { intervalOf, linesOf, setPeriod } from './subscriptions.js';

/**
 * Resumes a paused subscription on a new cycle from now. With an amount due it stays paused until the invoice is paid
 * (`resume_on_payment_success`), or starts immediately and becomes past due if the attempt fails (`resume_on_payment_attempt`).
 */
export async function resume(tx: Tx, subscription: Entry<'subscription'>, behaviour: string): Promise<void> {
  const { data } = subscription;
  if (data.status !== 'paused')
    throw invalid(`Subscription ${subscription.id} is not paused and cannot be resumed.`, undefined, 'subscription_not_paused');
  const now = await tx.now(subscription.clock);
  data.billing_cycle_anchor = now;
  const period = { start: now, end: nextBoundary(now, intervalOf(data), now) };
  setPeriod(data, period.start, period.end);
  tx.save(subscription);
  const lines = await linesOf(tx, data, period, false);
  const invoice = await invoiceChange(tx, subscription, lines, now);
  if (behaviour === 'resume_on_payment_success') {
    subscription.hidden.resumeInvoice = invoice.id;
    tx.save(subscription);
    await tx.schedule('subscription.resume_expire', subscription.id, subscription.clock, now + waits.incomplete);
  } else await resumed(tx, subscription);
  await collect(tx, invoice, { offSession: true, automatic: true });
  await tx.change('customer.subscription.updated', subscription);
}
