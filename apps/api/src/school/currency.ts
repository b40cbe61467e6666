/** Whether a code is a currency that is counted in hundredths. Others (jpy, kwd) need forms that know their unit. */
export function hasTwoDecimals(code: string): boolean {
  if (!/^[a-z]{3}$/.test(code) || !Intl.supportedValuesOf('currency').includes(code.toUpperCase())) return false;
  return new Intl.NumberFormat('en', { style: 'currency', currency: code }).resolvedOptions().maximumFractionDigits === 2;
}

/** 2900, eur → €29.00 */
export const formatMoney = (amount: number, currency: string): string =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).format(amount / 100);
