const formats = new Map<string, Intl.NumberFormat>();

function formatOf(currency: string): Intl.NumberFormat {
  const known = formats.get(currency);
  if (known) return known;
  const format = new Intl.NumberFormat('en', { style: 'currency', currency: currency.toUpperCase() });
  formats.set(currency, format);
  return format;
}

/** Digits after the point: 2 for euro, 0 for yen. */
export const minorDigits = (currency: string): number => formatOf(currency).resolvedOptions().maximumFractionDigits ?? 2;

/** `2900, 'eur'` as "€29"; cents are shown where there are any. */
export function formatMoney(minor: number, currency: string): string {
  const digits = minorDigits(currency);
  const whole = minor % 10 ** digits === 0;
  return new Intl.NumberFormat('en', {
    style: 'currency',
    currency: currency.toUpperCase(),
    minimumFractionDigits: whole ? 0 : digits,
    maximumFractionDigits: digits,
  }).format(minor / 10 ** digits);
}

/** Minor units as the number a person types. */
export const toMajor = (minor: number, currency: string): number => minor / 10 ** minorDigits(currency);

/** The number a person typed as minor units; rounded, because 19.99 × 100 is not a whole number in binary. */
export const toMinor = (major: number, currency: string): number => Math.round(major * 10 ** minorDigits(currency));

/** Minor units of a partially typed amount, such as "19." and "19.50"; null for none. */
export function readAmount(typed: number | string, currency: string): number | null {
  const major = typed === '' ? Number.NaN : Number(typed);
  return Number.isFinite(major) ? toMinor(major, currency) : null;
}

/** An amount as shown in a field: "24.50", "29"; empty for none. */
export function fieldAmount(minor: number | null, currency: string): string {
  if (minor === null) return '';
  const major = toMajor(minor, currency);
  return Number.isInteger(major) ? String(major) : major.toFixed(minorDigits(currency));
}

/** The currency's sign, for inside a field. */
export const currencySign = (currency: string): string =>
  formatOf(currency)
    .formatToParts(0)
    .find((part) => part.type === 'currency')?.value ?? currency.toUpperCase();
