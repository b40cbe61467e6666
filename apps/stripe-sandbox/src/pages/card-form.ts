import { type Decline, numberProblem } from '../engine/cards.js';
import { newCard } from '../engine/payment-methods.js';
import type { Entry } from '../store/entry.js';
import type { Tx } from '../store/tx.js';
import { type Html, html } from './html.js';

/** What is wrong with a card form, and at which field. */
export interface FormProblem {
  field: 'number' | 'expiry' | 'cvc' | 'form';
  message: string;
}

/** The fields of a posted form. */
export type Posted = Readonly<Record<string, unknown>>;

/** The field that a decline is shown at. */
export const problemOf = (decline: Decline): FormProblem => ({
  field: decline.code === 'expired_card' ? 'expiry' : decline.code === 'incorrect_cvc' ? 'cvc' : 'number',
  message: decline.message,
});

/** A text field of a form; blank counts as absent. */
export const textOf = (form: Posted, name: string): string | null => {
  const value = form[name];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
};

/** Creates a payment method from the form, or returns the problem with it. */
export async function readCard(
  tx: Tx,
  form: Posted,
  clock: string | null,
): Promise<{ method: Entry<'payment_method'> } | { problem: FormProblem }> {
  const number = (textOf(form, 'number') ?? '').replaceAll(/[\s-]/g, '');
  const wrong = numberProblem(number);
  if (wrong) return { problem: { field: 'number', message: wrong.message } };
  const [, month, year] = /^(\d{1,2})\/?(\d{2}|\d{4})$/.exec((textOf(form, 'expiry') ?? '').replaceAll(/\s/g, '')) ?? [];
  const exp_month = Number(month);
  const exp_year = Number(year) + (Number(year) < 100 ? 2000 : 0);
  if (!month || exp_month < 1 || exp_month > 12)
    return { problem: { field: 'expiry', message: "Your card's expiration date is incomplete." } };
  // Under a test clock, the card must be valid in the clock's year.
  const now = new Date((await tx.now(clock)) * 1000);
  const past = exp_year < now.getUTCFullYear() || (exp_year === now.getUTCFullYear() && exp_month < now.getUTCMonth() + 1);
  if (past) return { problem: { field: 'expiry', message: "Your card's expiration date is in the past." } };
  if (!/^\d{3,4}$/.test(textOf(form, 'cvc') ?? ''))
    return { problem: { field: 'cvc', message: "Your card's security code is incomplete." } };
  return {
    method: await newCard(tx, number, clock, { exp_month, exp_year, name: textOf(form, 'name'), email: textOf(form, 'email') }),
  };
}

/** The card fields. After a refusal they keep their values, except the security code. */
export function cardFields(form: Posted, problem: FormProblem | undefined): Html {
  const field = (name: 'number' | 'expiry' | 'cvc', label: string, autocomplete: string, placeholder: string): Html => {
    const bad = problem?.field === name;
    return html`<div><label for="${name}">${label}</label><input id="${name}" name="${name}" inputmode="numeric" autocomplete="${autocomplete}" placeholder="${placeholder}" required
value="${name === 'cvc' ? '' : textOf(form, name)}" ${bad && html`aria-invalid="true" aria-describedby="${name}-error" autofocus`}>${bad && html`<p class="error" id="${name}-error" role="alert">${problem?.message}</p>`}</div>`;
  };
  return html`${field('number', 'Card number', 'cc-number', '1234 1234 1234 1234')}
<div class="pair">${field('expiry', 'Expiry', 'cc-exp', 'MM / YY')}${field('cvc', 'Security code', 'cc-csc', 'CVC')}</div>
<label for="name">Name on card</label><input id="name" name="name" autocomplete="cc-name" value="${textOf(form, 'name')}">
<details open><summary>Test cards</summary><p class="small soft">4242 4242 4242 4242 pays. …0002 (4000 0000 0000 0002) is declined, 4000 0000 0000 9995 has no funds, 4000 0000 0000 0341 is accepted
and fails when charged, 4000 0025 0000 3155 asks for 3D Secure once, 4000 0000 0000 3220 always. Any future expiry, any security code.</p></details>`;
}
