import { failAuthentication } from '../engine/authentication.js';
import { waits } from '../engine/calendar.js';
import { asksForCard, confirmSession, successUrl } from '../engine/checkout.js';
import { couponOf } from '../engine/discounts.js';
import { lineItemsOf, total, trialDaysOf } from '../engine/line-items.js';
import { moneyText } from '../engine/money.js';
import type { Entry } from '../store/entry.js';
import { StripeError } from '../wire/errors.js';
import { cardFields, type FormProblem, problemOf, readCard, textOf } from './card-form.js';
import { dateText, type Html, html, safeUrl } from './html.js';
import { page } from './layout.js';
import type { PageAnswer, Visit } from './visit.js';

type Session = Entry<'checkout.session'>;

/** "per month", "every 3 months". */
export function everyText(recurring: { interval: string; interval_count: number }): string {
  return recurring.interval_count === 1
    ? `per ${recurring.interval}`
    : `every ${recurring.interval_count} ${recurring.interval}s`;
}

function termsText(
  recurring: { interval: string; interval_count: number },
  full: string,
  discounted: boolean,
  from: string | undefined,
): string {
  if (from) return `Then ${full} ${everyText(recurring)} starting ${from}`;
  return discounted ? `Regular price ${full} ${everyText(recurring)}` : `Billed ${everyText(recurring)} until you cancel`;
}

async function summary(visit: Visit, session: Session): Promise<Html> {
  const { tx } = visit;
  const items = await lineItemsOf(tx, session);
  const currency = session.data.currency ?? 'usd';
  const days = trialDaysOf(session);
  const recurring = items[0]?.price?.recurring;
  const full = items.reduce((sum, item) => sum + (item.price?.unit_amount ?? 0) * (item.quantity ?? 1), 0);
  const now = await tx.now(session.clock);
  const name = items.map((item) => item.description).join(', ');
  const off = session.data.total_details?.amount_discount ?? 0;
  const headline = days > 0 ? `${days} day${days === 1 ? '' : 's'} free` : moneyText(session.data.amount_total ?? 0, currency);
  const terms =
    recurring &&
    termsText(recurring, moneyText(full, currency), off > 0, days > 0 ? dateText(now + days * waits.day) : undefined);
  return html`<section class="panel" aria-label="Order"><p class="soft">${session.data.mode === 'subscription' ? 'Subscribe to' : 'Pay for'} ${name}</p>
<p class="big">${headline}</p>${terms && html`<p class="soft">${terms}</p>`}
<ul class="rows">${items.map(
    (item) =>
      html`<li class="row"><span>${item.description}${(item.quantity ?? 1) > 1 && html` <span class="soft">× ${item.quantity}</span>`}${item.price?.recurring && html`<br><span class="small soft">${moneyText(item.price.unit_amount ?? 0, currency)} ${everyText(item.price.recurring)}</span>`}</span><span>${moneyText(item.amount_subtotal, currency)}</span></li>`,
  )}
${off > 0 && html`<li class="row"><span>Discount</span><span>−${moneyText(off, currency)}</span></li>`}
<li class="row total"><span>Total due today</span><span>${moneyText(session.data.amount_total ?? 0, currency)}</span></li></ul></section>`;
}

async function show(visit: Visit, session: Session, problem?: FormProblem, status = 200): Promise<PageAnswer> {
  const { tx, form } = visit;
  const customer = session.data.customer ? await tx.get('customer', session.data.customer) : undefined;
  const fixed = customer?.data.email ?? session.data.customer_email;
  const card = asksForCard(session);
  const due = session.data.amount_total ?? 0;
  const button =
    trialDaysOf(session) > 0
      ? 'Start trial'
      : due > 0
        ? `Pay ${moneyText(due, session.data.currency ?? 'usd')}`
        : session.data.mode === 'subscription'
          ? 'Subscribe'
          : 'Complete';
  const terms = session.data.consent_collection?.terms_of_service === 'required';
  const codes = session.data.allow_promotion_codes === true;
  const body = html`<main class="two">${await summary(visit, session)}
<section class="panel"><h1>${card ? 'Pay with card' : 'Your details'}</h1>
${problem?.field === 'form' && html`<p class="notice bad" role="alert">${problem.message}</p>`}
<form method="post" action="/c/pay/${session.id}" novalidate><label for="email">Email</label>
<input id="email" name="email" type="email" autocomplete="email" required value="${fixed ?? textOf(form, 'email')}" ${fixed && html`readonly`}>
${card ? cardFields(form, problem) : html`<p class="small soft">No card is needed today.</p>`}
${terms && html`<label><input type="checkbox" name="terms" value="yes" required style="width:auto"> I agree to the terms of service</label>`}
<button class="wide">${button}</button>
${session.data.custom_text.submit && html`<p class="small soft">${session.data.custom_text.submit.message}</p>`}</form>
${codes && html`<form method="post" action="/c/pay/${session.id}/code"><label for="code">Promotion code</label><div class="pair"><input id="code" name="code" autocomplete="off"><button class="plain">Apply</button></div></form>`}
</section></main>`;
  return {
    status,
    html: page('Checkout', body, {
      ...(session.data.cancel_url && { back: { href: safeUrl(session.data.cancel_url), text: 'Back' } }),
    }),
  };
}

const closed = (session: Session): PageAnswer => {
  const done = session.data.status === 'complete';
  const text = done ? 'You are all done here' : 'This checkout has expired';
  return {
    html: page(
      text,
      html`<main class="narrow"><section class="panel"><h1>${text}</h1><p class="soft">${done ? 'Your payment went through and cannot be made twice.' : 'Go back to the shop and start again.'}</p>${done && html`<p class="actions"><a class="button" href="${safeUrl(successUrl(session))}">Continue</a></p>`}</section></main>`,
    ),
  };
};

const open = async (visit: Visit): Promise<Session> => visit.tx.get('checkout.session', visit.params.id ?? '');

/** GET: the checkout page. */
export async function showCheckout(visit: Visit): Promise<PageAnswer> {
  const session = await open(visit);
  return session.data.status === 'open' ? show(visit, session) : closed(session);
}

/** POST: pays the session. */
export async function payCheckout(visit: Visit): Promise<PageAnswer> {
  const session = await open(visit);
  if (session.data.status !== 'open') return closed(session);
  const { tx, form } = visit;
  if (session.data.consent_collection?.terms_of_service === 'required' && form.terms !== 'yes')
    return show(visit, session, { field: 'form', message: 'Please agree to the terms of service.' }, 422);
  const email = textOf(form, 'email');
  if (!session.data.customer && !session.data.customer_email && !/^[^@\s]+@[^@\s]+$/.test(email ?? ''))
    return show(visit, session, { field: 'form', message: 'Please enter your email address.' }, 422);
  const card = asksForCard(session) ? await readCard(tx, form, session.clock) : undefined;
  if (card && 'problem' in card) return show(visit, session, card.problem, 422);
  const outcome = await confirmSession(tx, session, {
    ...(card && { method: card.method }),
    name: textOf(form, 'name'),
    email,
    authenticated: false,
  });
  if (outcome.status === 'declined') return show(visit, session, problemOf(outcome.decline), 402);
  return { redirect: outcome.status === 'complete' ? successUrl(session) : `/c/pay/${session.id}/3ds` };
}

/** POST: applies a promotion code. */
export async function applyCode(visit: Visit): Promise<PageAnswer> {
  const session = await open(visit);
  const { tx, form } = visit;
  const wanted = (textOf(form, 'code') ?? '').toLowerCase();
  const found = (await tx.select('promotion_code', [{ path: 'active', is: true }])).find(
    ({ data }) => data.code.toLowerCase() === wanted,
  );
  const refuse = (): Promise<PageAnswer> => show(visit, session, { field: 'form', message: 'This code is invalid.' }, 422);
  if (!found || session.data.status !== 'open' || !session.data.allow_promotion_codes) return refuse();
  try {
    const customer = session.data.customer ? await tx.get('customer', session.data.customer) : undefined;
    await couponOf(tx, { promotion_code: found.id }, customer);
  } catch (error) {
    if (error instanceof StripeError) return refuse();
    throw error;
  }
  session.data.discounts = [{ coupon: null, promotion_code: found.id }];
  await total(tx, session);
  tx.save(session);
  return { redirect: `/c/pay/${session.id}` };
}

/** The bank's page. */
export function challengePage(action: string): PageAnswer {
  const body = html`<main class="narrow"><section class="panel"><h1>3D Secure</h1><p>Your bank asks you to confirm this payment. In the sandbox you decide how that ends.</p>
<form method="post" action="${action}" class="actions"><button name="outcome" value="complete">Complete</button><button class="plain" name="outcome" value="fail">Fail</button></form></section></main>`;
  return { html: page('Confirm with your bank', body, { name: 'Your bank' }) };
}

/** GET: asks for 3D Secure. */
export async function showChallenge(visit: Visit): Promise<PageAnswer> {
  const session = await open(visit);
  return session.hidden.challenged ? challengePage(`/c/pay/${session.id}/3ds`) : { redirect: `/c/pay/${session.id}` };
}

/** POST: the bank's answer. */
export async function answerChallenge(visit: Visit): Promise<PageAnswer> {
  const session = await open(visit);
  const { tx, form } = visit;
  const waiting = session.hidden.challenged;
  if (!waiting || session.data.status !== 'open') return { redirect: `/c/pay/${session.id}` };
  const { method: id, name, email } = waiting;
  const method = await tx.get('payment_method', id);
  if (form.outcome !== 'complete') {
    delete session.hidden.challenged;
    tx.save(session);
    return show({ ...visit, form: {} }, session, { field: 'number', message: await failAuthentication(tx, session) }, 402);
  }
  const outcome = await confirmSession(tx, session, { method, name, email, authenticated: true });
  if (outcome.status === 'declined') return show({ ...visit, form: {} }, session, problemOf(outcome.decline), 402);
  return { redirect: successUrl(session) };
}
