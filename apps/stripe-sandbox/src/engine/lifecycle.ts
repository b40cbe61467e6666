import type { Entry } from '../store/entry.js';
import type { Tx } from '../store/tx.js';
import type { Kinds } from '../wire/types.js';
import { nextBoundary } from './calendar.js';
import { advance, collect, subscriptionOf } from './collection.js';
import { composeInvoice } from './compose-invoice.js';
import { draftInvoice, giveUp } from './invoices.js';
import { end, intervalOf, isOver, linesOf, payerOf, periodOf, plan, setPeriod } from './subscriptions.js';

/** What happens at a due instant, by the name in the due queue. */
export const dueActions: Readonly<Record<string, (tx: Tx, subject: string) => Promise<void>>> = {
  'subscription.trial_will_end': onSubscription(remind),
  'subscription.upcoming': onSubscription(announce),
  'subscription.trial_end': onSubscription(endTrial),
  'subscription.cycle': onSubscription(cycle),
  'subscription.cancel': onSubscription((tx, subscription) => end(tx, subscription, null)),
  'subscription.incomplete_expire': onSubscription(expire),
  'subscription.resume_collection': onSubscription(resumeCollection),
  'subscription.resume_expire': onSubscription(giveUpResume),
  'invoice.finalize': onInvoice('draft', async (tx, invoice) => void (await advance(tx, invoice))),
  'invoice.retry': onInvoice('open', retry),
  'checkout.session.expire': expireSession,
};

function onSubscription(work: (tx: Tx, subscription: Entry<'subscription'>) => Promise<void>) {
  return async (tx: Tx, id: string): Promise<void> => {
    const subscription = await tx.find('subscription', id);
    if (subscription && !isOver(subscription.data.status)) await work(tx, subscription);
  };
}

function onInvoice(status: 'draft' | 'open', work: (tx: Tx, invoice: Entry<'invoice'>) => Promise<void>) {
  return async (tx: Tx, id: string): Promise<void> => {
    const invoice = await tx.find('invoice', id);
    if (invoice?.data.status === status) await work(tx, invoice);
  };
}

/** Sends `trial_will_end`, once per end date. */
export async function remind(tx: Tx, subscription: Entry<'subscription'>): Promise<void> {
  if (subscription.data.trial_end === null || subscription.hidden.remindedFor === subscription.data.trial_end) return;
  subscription.hidden.remindedFor = subscription.data.trial_end;
  tx.save(subscription);
  await plan(tx, subscription);
  await tx.emit('customer.subscription.trial_will_end', subscription);
}

async function announce(tx: Tx, subscription: Entry<'subscription'>): Promise<void> {
  const { data } = subscription;
  const { end: from } = periodOf(data);
  subscription.hidden.upcomingFor = from;
  tx.save(subscription);
  await plan(tx, subscription);
  const customer = await tx.get('customer', data.customer);
  const preview = await previewOf(tx, subscription, customer);
  const { id: _, ...withoutId } = preview;
  await tx.emitLoose('invoice.upcoming', withoutId, subscription);
}

/** The next invoice of a subscription, as it would be now. */
export async function previewOf(
  tx: Tx,
  subscription: Entry<'subscription'>,
  customer: Entry<'customer'>,
): Promise<Kinds['invoice']> {
  const { data } = subscription;
  const { start, end: from } = periodOf(data);
  const anchor = data.status === 'trialing' ? from : data.billing_cycle_anchor;
  const next = { start: from, end: nextBoundary(anchor, intervalOf(data), from) };
  const lines = [...structuredClone(subscription.hidden.pending ?? []), ...(await linesOf(tx, data, next, false))];
  const request = {
    customer,
    subscription,
    reason: 'upcoming' as const,
    lines,
    currency: data.currency,
    periodStart: start,
    periodEnd: from,
    discounts: data.discounts,
  };
  const { data: preview } = await composeInvoice(tx, request);
  preview.created = from;
  preview.next_payment_attempt = from + 3_600;
  preview.automatically_finalizes_at = null;
  return preview;
}

/** Ends a trial as its settings say: paid, paused or cancelled. */
export async function endTrial(tx: Tx, subscription: Entry<'subscription'>): Promise<void> {
  const { data } = subscription;
  if (endsNow(subscription, await tx.now(subscription.clock))) return end(tx, subscription, null);
  const customer = await tx.get('customer', data.customer);
  const behaviour = data.trial_settings?.end_behavior.missing_payment_method ?? 'create_invoice';
  if (!(await payerOf(tx, subscription, customer)) && behaviour !== 'create_invoice') {
    if (behaviour === 'cancel') return end(tx, subscription, null);
    data.status = 'paused';
    await plan(tx, subscription);
    await tx.emit('customer.subscription.paused', subscription, { status: 'trialing' });
    tx.save(subscription);
    return;
  }
  await startPeriod(tx, subscription, data.trial_end ?? periodOf(data).end);
}

const endsNow = (subscription: Entry<'subscription'>, now: number): boolean =>
  subscription.data.cancel_at !== null && subscription.data.cancel_at <= now;

async function cycle(tx: Tx, subscription: Entry<'subscription'>): Promise<void> {
  if (endsNow(subscription, await tx.now(subscription.clock))) return end(tx, subscription, null);
  await startPeriod(tx, subscription, periodOf(subscription.data).end);
}

/** Moves to the period that starts now and bills it. */
async function startPeriod(tx: Tx, subscription: Entry<'subscription'>, start: number): Promise<void> {
  const { data } = subscription;
  const before = periodOf(data);
  if (data.status === 'trialing') data.status = 'active';
  const period = { start, end: nextBoundary(data.billing_cycle_anchor, intervalOf(data), start) };
  setPeriod(data, period.start, period.end);
  await plan(tx, subscription);
  const customer = await tx.get('customer', data.customer);
  const pending = subscription.hidden.pending ?? [];
  delete subscription.hidden.pending;
  await draftInvoice(tx, {
    customer,
    subscription,
    reason: 'subscription_cycle',
    lines: [...pending, ...(await linesOf(tx, data, period, false))],
    currency: data.currency,
    periodStart: before.start,
    periodEnd: before.end,
    discounts: data.discounts,
    // An unpaid subscription continues to create drafts, which are not collected.
    autoAdvance: data.status !== 'unpaid' && data.pause_collection?.behavior !== 'keep_as_draft',
  });
  await tx.change('customer.subscription.updated', subscription);
}

async function expire(tx: Tx, subscription: Entry<'subscription'>): Promise<void> {
  const { data } = subscription;
  data.status = 'incomplete_expired';
  data.ended_at = await tx.now(subscription.clock);
  await plan(tx, subscription);
  const invoice = data.latest_invoice ? await tx.find('invoice', data.latest_invoice) : undefined;
  if (invoice?.data.status === 'open') await giveUp(tx, invoice, 'void');
  await tx.change('customer.subscription.updated', subscription);
}

async function resumeCollection(tx: Tx, subscription: Entry<'subscription'>): Promise<void> {
  subscription.data.pause_collection = null;
  await plan(tx, subscription);
  await tx.change('customer.subscription.updated', subscription);
}

async function giveUpResume(tx: Tx, subscription: Entry<'subscription'>): Promise<void> {
  const invoice = subscription.hidden.resumeInvoice ? await tx.find('invoice', subscription.hidden.resumeInvoice) : undefined;
  if (subscription.data.status !== 'paused' || invoice?.data.status !== 'open') return;
  delete subscription.hidden.resumeInvoice;
  tx.save(subscription);
  await giveUp(tx, invoice, 'void');
}

async function retry(tx: Tx, invoice: Entry<'invoice'>): Promise<void> {
  const subscription = await subscriptionOf(tx, invoice);
  if (subscription && isOver(subscription.data.status)) return;
  await collect(tx, invoice, { offSession: true, automatic: true });
}

async function expireSession(tx: Tx, id: string): Promise<void> {
  const session = await tx.find('checkout.session', id);
  if (session?.data.status !== 'open') return;
  session.data.status = 'expired';
  session.data.url = null;
  tx.save(session);
  await tx.emit('checkout.session.expired', session);
}
