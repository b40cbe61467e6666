import { collectLatest } from '../engine/collection.js';
import { moneyText, priceText } from '../engine/money.js';
import { resume } from '../engine/resume.js';
import { confirmSetup, newSetupIntent } from '../engine/setup.js';
import { end, isOver, periodOf, plan } from '../engine/subscriptions.js';
import type { Entry } from '../store/entry.js';
import { cardFields, type FormProblem, problemOf, readCard, textOf } from './card-form.js';
import { dateText, type Html, html, safeUrl } from './html.js';
import { invoiceBadge } from './invoice.js';
import { page } from './layout.js';
import type { PageAnswer, Visit } from './visit.js';

interface Portal {
  session: Entry<'billing_portal.session'>;
  configuration: Entry<'billing_portal.configuration'>;
  customer: Entry<'customer'>;
  path: string;
}

async function open(visit: Visit): Promise<Portal | undefined> {
  const secret = visit.params.secret ?? '';
  const { rows } = await visit.tx.client.query<{ id: string }>(
    "select id from object where account = $1 and kind = 'billing_portal.session' and hidden->>'secret' = $2",
    [visit.tx.account, secret],
  );
  const session = rows[0] && (await visit.tx.find('billing_portal.session', rows[0].id));
  const expired = (session?.hidden.expires ?? 0) < Date.now() / 1000;
  if (!session || expired) return undefined;
  const customer = await visit.tx.get('customer', session.data.customer);
  const configuration = await visit.tx.get('billing_portal.configuration', session.data.configuration);
  return { session, configuration, customer, path: `/p/session/${visit.tx.account}/${secret}` };
}

const backOf = ({ session }: Portal) =>
  session.data.return_url ? { back: { href: safeUrl(session.data.return_url), text: 'Back' } } : {};

async function subscriptionPanel(visit: Visit, portal: Portal, subscription: Entry<'subscription'>): Promise<Html> {
  const { data } = subscription;
  const item = data.items.data[0];
  const product = item && (await visit.tx.find('product', item.price.product));
  const cancels = portal.configuration.data.features.subscription_cancel.enabled;
  const until = dateText(data.cancel_at ?? periodOf(data).end);
  const renewalText =
    data.status === 'trialing'
      ? `Your trial ends on ${until}.`
      : data.status === 'paused'
        ? 'Your subscription is paused.'
        : `Renews on ${until}.`;
  return html`<section class="panel"><p class="row"><strong>${product?.data.name ?? 'Subscription'}</strong><span class="badge ${data.status === 'past_due' ? 'bad' : data.status === 'active' ? 'good' : ''}">${data.status}</span></p>
<p class="big" style="font-size:1.3rem">${item && priceText(item.price)}</p><p class="soft">${data.cancel_at === null ? renewalText : `Cancels on ${until}.`}</p>
<div class="actions">${data.status === 'paused' && html`<form method="post" action="${portal.path}/resume/${subscription.id}"><button>Start subscription</button></form>`}
${cancels && data.cancel_at === null && html`<a class="button plain" href="${portal.path}/cancel/${subscription.id}">Cancel subscription</a>`}
${cancels && data.cancel_at !== null && html`<form method="post" action="${portal.path}/undo/${subscription.id}"><button>Don't cancel subscription</button></form>`}</div></section>`;
}

/** GET: the portal's home, or the flow that the session asks for. */
export async function showPortal(visit: Visit): Promise<PageAnswer | undefined> {
  const portal = await open(visit);
  if (!portal) return undefined;
  const { session, customer, configuration, path } = portal;
  if (session.hidden.flow === 'payment_method_update' && visit.query.home === undefined) return { redirect: `${path}/card` };
  if (session.hidden.flow === 'subscription_cancel' && visit.query.home === undefined)
    return { redirect: `${path}/cancel/${session.hidden.subscription ?? ''}` };
  const { tx } = visit;
  const subscriptions = (await tx.select('subscription', [{ path: 'customer', is: customer.id }])).filter(
    ({ data }) => !isOver(data.status),
  );
  const panels: Html[] = [];
  for (const subscription of subscriptions) panels.push(await subscriptionPanel(visit, portal, subscription));
  const methods = await tx.select('payment_method', [{ path: 'customer', is: customer.id }]);
  const used = subscriptions[0]?.data.default_payment_method ?? customer.data.invoice_settings.default_payment_method;
  const invoices = (await tx.select('invoice', [{ path: 'customer', is: customer.id }], { limit: 24 })).filter(
    ({ data }) => data.status !== 'draft',
  );
  const { features } = configuration.data;
  const body = html`<main class="narrow">${configuration.data.business_profile.headline && html`<p class="soft">${configuration.data.business_profile.headline}</p>`}
<h1>Your billing</h1>${visit.query.done !== undefined && html`<p class="notice good" role="status">Saved.</p>`}${panels.length > 0 ? panels : html`<section class="panel soft">You have no current subscription.</section>`}
<section class="panel"><h2>Payment method</h2><ul class="rows">${methods.map(({ id, data: { card } }) => html`<li class="row"><span>${card?.brand} •••• ${card?.last4}${id === used && html` <span class="badge">Default</span>`}</span><span class="soft small">Expires ${card?.exp_month}/${card?.exp_year}</span></li>`)}</ul>
${methods.length === 0 && html`<p class="soft">No card on file.</p>`}${features.payment_method_update.enabled && html`<div class="actions"><a class="button plain" href="${path}/card">${methods.length > 0 ? 'Change card' : 'Add card'}</a></div>`}</section>
${features.invoice_history.enabled && html`<section class="panel"><h2>Invoices</h2><ul class="rows">${invoices.map(({ data }) => html`<li class="row"><a href="${safeUrl(data.hosted_invoice_url)}">${dateText(data.created)}</a><span>${moneyText(data.total, data.currency)} ${invoiceBadge(data.status)}</span></li>`)}</ul></section>`}</main>`;
  return { html: page('Billing', body, backOf(portal)) };
}

const after = ({ session, path }: Portal): PageAnswer => ({
  redirect: session.hidden.flow && session.hidden.after ? session.hidden.after : `${path}?home=1&done=1`,
});

function cardPage(visit: Visit, portal: Portal, problem?: FormProblem, status = 200): PageAnswer {
  const body = html`<main class="narrow"><section class="panel"><h1>Update your card</h1><p class="soft small">It is used for your subscription from now on. An open invoice is paid with it at once.</p>
<form method="post" novalidate>${cardFields(visit.form, problem)}<button class="wide">Save card</button></form><div class="actions"><a href="${portal.path}?home=1">Go back</a></div></section></main>`;
  return { status, html: page('Update your card', body, backOf(portal)) };
}

/** GET: the card form. */
export async function showCard(visit: Visit): Promise<PageAnswer | undefined> {
  const portal = await open(visit);
  return portal && cardPage(visit, portal);
}

/** POST: keeps the card, makes it the default everywhere, and pays what is open. */
export async function saveCard(visit: Visit): Promise<PageAnswer | undefined> {
  const portal = await open(visit);
  if (!portal) return undefined;
  const { tx } = visit;
  const { customer } = portal;
  const card = await readCard(tx, visit.form, customer.clock);
  if ('problem' in card) return cardPage(visit, portal, card.problem, 422);
  const intent = await newSetupIntent(tx, customer);
  const outcome = await confirmSetup(tx, intent, card.method, {
    returnUrl: `${tx.origin.baseUrl}${portal.path}/card/${intent.id}`,
  });
  if (outcome.status === 'declined') return cardPage(visit, portal, problemOf(outcome.decline), 402);
  return outcome.status === 'requires_action' ? { redirect: `/3ds/${intent.id}` } : useCard(visit, portal, card.method.id);
}

/** GET: comes back from the bank. */
export async function finishCard(visit: Visit): Promise<PageAnswer | undefined> {
  const portal = await open(visit);
  const intent = portal && (await visit.tx.find('setup_intent', visit.params.intent ?? ''));
  if (!portal || intent?.data.customer !== portal.customer.id) return undefined;
  if (intent.data.status === 'succeeded' && intent.data.payment_method) return useCard(visit, portal, intent.data.payment_method);
  return cardPage(
    visit,
    portal,
    { field: 'number', message: intent.data.last_setup_error?.message ?? 'Your bank did not confirm this card.' },
    402,
  );
}

async function useCard(visit: Visit, portal: Portal, method: string): Promise<PageAnswer> {
  const { tx } = visit;
  const { customer } = portal;
  customer.data.invoice_settings.default_payment_method = method;
  await tx.change('customer.updated', customer);
  for (const subscription of await tx.select('subscription', [{ path: 'customer', is: customer.id }])) {
    if (isOver(subscription.data.status)) continue;
    subscription.data.default_payment_method = method;
    await tx.change('customer.subscription.updated', subscription);
    const paid = await collectLatest(tx, subscription);
    if (paid?.status === 'declined') return cardPage(visit, portal, problemOf(paid.decline), 402);
  }
  return after(portal);
}

async function own(visit: Visit, portal: Portal): Promise<Entry<'subscription'> | undefined> {
  const subscription = await visit.tx.find('subscription', visit.params.subscription ?? '');
  return subscription?.data.customer === portal.customer.id && !isOver(subscription.data.status) ? subscription : undefined;
}

/** GET: asks before cancelling. */
export async function showCancel(visit: Visit): Promise<PageAnswer | undefined> {
  const portal = await open(visit);
  const subscription = portal && (await own(visit, portal));
  if (!portal || !subscription) return undefined;
  const { mode, cancellation_reason } = portal.configuration.data.features.subscription_cancel;
  const until = dateText(periodOf(subscription.data).end);
  const options = cancellation_reason.options.map(
    (option) => html`<option value="${option}">${option.replaceAll('_', ' ')}</option>`,
  );
  const body = html`<main class="narrow"><section class="panel"><h1>Cancel your subscription</h1><p class="soft">${mode === 'immediately' ? 'It ends at once.' : `It stays available until ${until}.`}</p>
<form method="post">${cancellation_reason.enabled && html`<label for="feedback">Why do you cancel?</label><select id="feedback" name="feedback"><option value="">Choose a reason</option>${options}</select>`}
<button class="wide">Cancel subscription</button></form><div class="actions"><a href="${portal.path}?home=1">Keep it</a></div></section></main>`;
  return { html: page('Cancel', body, backOf(portal)) };
}

/** POST: cancels, at the end of the period unless the configuration says at once. */
export async function cancel(visit: Visit): Promise<PageAnswer | undefined> {
  const portal = await open(visit);
  const subscription = portal && (await own(visit, portal));
  if (!portal || !subscription) return undefined;
  const { data } = subscription;
  const now = await visit.tx.now(subscription.clock);
  data.cancellation_details = {
    comment: null,
    feedback: textOf(visit.form, 'feedback'),
    feedback_option: null,
    reason: 'cancellation_requested',
  };
  if (portal.configuration.data.features.subscription_cancel.mode === 'immediately') {
    await end(visit.tx, subscription, 'cancellation_requested');
    return after(portal);
  }
  // With flexible billing the portal sets only the date; cancel_at_period_end stays false.
  data.cancel_at = periodOf(data).end;
  data.canceled_at = now;
  await plan(visit.tx, subscription);
  await visit.tx.change('customer.subscription.updated', subscription);
  return after(portal);
}

/** POST: takes a scheduled cancellation back. */
export async function undoCancel(visit: Visit): Promise<PageAnswer | undefined> {
  const portal = await open(visit);
  const subscription = portal && (await own(visit, portal));
  if (!portal || !subscription) return undefined;
  Object.assign(subscription.data, { cancel_at: null, canceled_at: null, cancel_at_period_end: false });
  subscription.data.cancellation_details = { comment: null, feedback: null, feedback_option: null, reason: null };
  await plan(visit.tx, subscription);
  await visit.tx.change('customer.subscription.updated', subscription);
  return after(portal);
}

/** POST: resumes a paused subscription; without a card it asks for one first. */
export async function resumePaused(visit: Visit): Promise<PageAnswer | undefined> {
  const portal = await open(visit);
  const subscription = portal && (await own(visit, portal));
  if (!portal || !subscription) return undefined;
  const payer = subscription.data.default_payment_method ?? portal.customer.data.invoice_settings.default_payment_method;
  if (!payer) return { redirect: `${portal.path}/card` };
  await resume(visit.tx, subscription, 'resume_on_payment_success');
  return after(portal);
}
