import { passIntent, refuseIntent } from '../engine/authentication.js';
import { collect } from '../engine/collection.js';
import { paymentOf } from '../engine/invoices.js';
import { moneyText } from '../engine/money.js';
import type { Entry } from '../store/entry.js';
import { cardFields, type FormProblem, problemOf, readCard } from './card-form.js';
import { challengePage } from './checkout.js';
import { dateText, type Html, html, safeUrl } from './html.js';
import { page } from './layout.js';
import type { PageAnswer, Visit } from './visit.js';

/** A word for an invoice's state. */
export function invoiceBadge(status: string | null): Html {
  const kind = status === 'paid' ? 'good' : status === 'open' ? 'bad' : '';
  return html`<span class="badge ${kind}">${status ?? ''}</span>`;
}

async function find(visit: Visit): Promise<Entry<'invoice'> | undefined> {
  const invoice = await visit.tx.find('invoice', visit.params.id ?? '');
  const secret = new URL(invoice?.data.hosted_invoice_url ?? 'http://none').searchParams.get('s');
  return invoice && secret === visit.query.s ? invoice : undefined;
}

function show(visit: Visit, invoice: Entry<'invoice'>, problem?: FormProblem, status = 200): PageAnswer {
  const { data } = invoice;
  const money = (amount: number): string => moneyText(amount, data.currency);
  const discount = (data.total_discount_amounts ?? []).reduce((sum, one) => sum + one.amount, 0);
  const taxes = (data.total_taxes ?? []).reduce((sum, one) => sum + one.amount, 0);
  const paidOn = data.status_transitions.paid_at;
  const body = html`<main class="${data.status === 'open' ? 'two' : 'narrow'}"><section class="panel"><p class="soft">Invoice ${data.number}</p>
<p class="big">${money(data.status === 'paid' ? data.total : data.amount_remaining)}</p><p>${invoiceBadge(data.status)} <span class="soft">${paidOn ? `Paid on ${dateText(paidOn)}` : `From ${dateText(data.created)}`}</span></p>
<p class="small soft">To ${data.customer_name ?? data.customer_email}</p>
<ul class="rows">${data.lines.data.map((line) => html`<li class="row"><span>${line.description}<br><span class="small soft">${dateText(line.period.start)} – ${dateText(line.period.end)}</span></span><span>${money(line.amount)}</span></li>`)}
${discount > 0 && html`<li class="row"><span>Discount</span><span>−${money(discount)}</span></li>`}${taxes !== 0 && html`<li class="row"><span>Tax</span><span>${money(taxes)}</span></li>`}<li class="row total"><span>Total</span><span>${money(data.total)}</span></li></ul>
<p class="small"><a href="${safeUrl(data.invoice_pdf)}">Download PDF</a></p></section>
${data.status === 'open' && html`<section class="panel"><h1>Pay this invoice</h1><form method="post" novalidate>${cardFields(visit.form, problem)}<button class="wide">Pay ${money(data.amount_remaining)}</button></form></section>`}</main>`;
  return { status, html: page(`Invoice ${data.number ?? ''}`, body) };
}

/** GET: the hosted invoice. */
export async function showInvoice(visit: Visit): Promise<PageAnswer | undefined> {
  const invoice = await find(visit);
  return invoice && show(visit, invoice);
}

/** POST: pays it with a card. */
export async function payInvoice(visit: Visit): Promise<PageAnswer | undefined> {
  const invoice = await find(visit);
  if (invoice?.data.status !== 'open') return invoice && show(visit, invoice);
  const card = await readCard(visit.tx, visit.form, invoice.clock);
  if ('problem' in card) return show(visit, invoice, card.problem, 422);
  const back = invoice.data.hosted_invoice_url ?? '';
  const outcome = await collect(visit.tx, invoice, { method: card.method, offSession: false, returnUrl: back });
  if (outcome.status === 'declined') return show(visit, invoice, problemOf(outcome.decline), 402);
  if (outcome.status === 'requires_action') return { redirect: `/3ds/${(await paymentOf(visit.tx, invoice))?.intent.id ?? ''}` };
  return { redirect: back };
}

async function intentOf(visit: Visit): Promise<Entry<'payment_intent'> | Entry<'setup_intent'>> {
  const id = visit.params.id ?? '';
  return id.startsWith('seti_') ? visit.tx.get('setup_intent', id) : visit.tx.get('payment_intent', id);
}

/** GET: 3D Secure of an intent that no checkout session owns. */
export async function showIntentChallenge(visit: Visit): Promise<PageAnswer> {
  const intent = await intentOf(visit);
  return challengePage(`/3ds/${intent.id}`);
}

/** POST: the bank's answer to it. */
export async function answerIntentChallenge(visit: Visit): Promise<PageAnswer> {
  const intent = await intentOf(visit);
  const back = intent.data.next_action?.redirect_to_url?.return_url;
  if (visit.form.outcome === 'complete') await passIntent(visit.tx, intent);
  else await refuseIntent(visit.tx, intent);
  if (back) return { redirect: safeUrl(back) };
  return {
    html: page(
      'Done',
      html`<main class="narrow"><section class="panel"><h1>${visit.form.outcome === 'complete' ? 'Confirmed' : 'Not confirmed'}</h1><p class="soft">You can close this page.</p></section></main>`,
    ),
  };
}
