// Stripe's own list of exponents, which differs from ISO 4217 (MGA is whole, ISK and UGX have two digits on the wire):
// amounts in events are Stripe's.
const whole = new Set('bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' '));
const thousandths = new Set('bhd jod kwd omr tnd'.split(' '));

/** Number of decimal digits of a currency. */
export function minorUnitDigits(currency: string): 0 | 2 | 3 {
  const code = currency.toLowerCase();
  if (whole.has(code)) return 0;
  return thousandths.has(code) ? 3 : 2;
}

/** An amount in minor units as people read it: `formatMoney(2900, 'eur', 'en')` is "€29.00". */
export function formatMoney(amount: number, currency: string, locale: string): string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  return format.format(amount / 10 ** minorUnitDigits(currency));
}
