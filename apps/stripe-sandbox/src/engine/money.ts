import type { Kinds } from '../wire/types.js';

const zeroDecimal = new Set([
  'bif',
  'clp',
  'djf',
  'gnf',
  'jpy',
  'kmf',
  'krw',
  'mga',
  'pyg',
  'rwf',
  'ugx',
  'vnd',
  'vuv',
  'xaf',
  'xof',
  'xpf',
]);
const threeDecimal = new Set(['bhd', 'jod', 'kwd', 'omr', 'tnd']);

/** An amount as people read it. */
export function moneyText(amount: number, currency: string): string {
  const digits = zeroDecimal.has(currency) ? 0 : threeDecimal.has(currency) ? 3 : 2;
  return new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(amount / 10 ** digits);
}

/** "€29.00 / month", "€79.00 / every 3 months". */
export function priceText(price: Kinds['price']): string {
  const money = moneyText(price.unit_amount ?? 0, price.currency);
  if (!price.recurring) return money;
  const { interval, interval_count } = price.recurring;
  return interval_count === 1 ? `${money} / ${interval}` : `${money} / every ${interval_count} ${interval}s`;
}
