import { z } from 'zod';

const digits = (code: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency: code }).resolvedOptions().maximumFractionDigits ?? 2;

/** Currencies whose minor unit at Stripe is not the one of ISO 4217. */
const odd = new Set(['isk', 'ugx', 'huf', 'twd']);

/** Whether amounts in a currency mean the same to us and to Stripe: counted in hundredths or in whole units. */
export function isChargeable(code: string): boolean {
  if (!/^[a-z]{3}$/.test(code) || odd.has(code)) return false;
  return Intl.supportedValuesOf('currency').includes(code.toUpperCase()) && [0, 2].includes(digits(code));
}

/** ISO 4217, lower case. */
export const Currency = z.string().trim().toLowerCase().refine(isChargeable, 'must be a currency such as eur, usd or gbp');

/** Currencies that the settings offer, most used first; the API takes every one that can be charged. */
export const offeredCurrencies = [
  'eur',
  'usd',
  'gbp',
  'chf',
  'sek',
  'nok',
  'dkk',
  'pln',
  'czk',
  'cad',
  'aud',
  'nzd',
  'jpy',
  'brl',
  'mxn',
  'inr',
  'zar',
] as const;
