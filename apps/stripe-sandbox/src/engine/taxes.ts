import type { Tx } from '../store/tx.js';
import { invalid } from '../wire/errors.js';
import type { Kinds } from '../wire/types.js';

/** What taxes need of a line of an invoice. */
export type TaxedLine = Pick<Kinds['invoice']['lines']['data'][number], 'amount' | 'discount_amounts' | 'taxes'>;
/** What taxes need of a rate. */
export type Rate = Pick<Kinds['tax_rate'], 'id' | 'percentage' | 'inclusive'>;
type Tax = TaxedLine['taxes'] extends (infer One)[] | null ? One : never;

/** The tax rates that a request names, as they are at this moment; a later change of a rate does not change what uses it. */
export async function taxRatesOf(tx: Tx, ids: readonly string[], param: string): Promise<Kinds['tax_rate'][]> {
  const rates: Kinds['tax_rate'][] = [];
  for (const [index, id] of ids.entries()) {
    const { data } = await tx.get('tax_rate', id, `${param}[${index}]`);
    if (!data.active) throw invalid(`The tax rate ${id} is archived.`, `${param}[${index}]`);
    rates.push(structuredClone(data));
  }
  return rates;
}

/**
 * Writes the taxes of each line, on its amount after discounts and rounded line by line. Returns the taxes of the invoice.
 * Inclusive taxes are part of the amount. Exclusive taxes are added to the amount without the inclusive ones.
 */
export function applyTaxes(lines: readonly TaxedLine[], rates: readonly Rate[]): Tax[] {
  const totals = new Map<string, Tax>();
  const included = rates.reduce((sum, rate) => sum + (rate.inclusive ? rate.percentage : 0), 0);
  for (const line of lines) {
    const charged = line.amount - (line.discount_amounts ?? []).reduce((sum, { amount }) => sum + amount, 0);
    const base = charged / (1 + included / 100);
    const taxes = rates.map((rate) => taxOf(rate, Math.round((base * rate.percentage) / 100), Math.round(base)));
    line.taxes = taxes;
    for (const [index, tax] of taxes.entries()) {
      const id = rates[index]?.id ?? '';
      const sum = totals.get(id);
      if (!sum) totals.set(id, { ...tax });
      else {
        sum.amount += tax.amount;
        sum.taxable_amount = (sum.taxable_amount ?? 0) + (tax.taxable_amount ?? 0);
      }
    }
  }
  return [...totals.values()];
}

/** The taxes that are added to an amount, and those that it already includes. */
export function taxSums(taxes: readonly Tax[]): { exclusive: number; inclusive: number } {
  const sum = (behaviour: 'exclusive' | 'inclusive'): number =>
    taxes.reduce((all, tax) => all + (tax.tax_behavior === behaviour ? tax.amount : 0), 0);
  return { exclusive: sum('exclusive'), inclusive: sum('inclusive') };
}

const taxOf = (rate: Rate, amount: number, taxable: number): Tax => ({
  amount,
  tax_behavior: rate.inclusive ? 'inclusive' : 'exclusive',
  tax_rate_details: { tax_rate: rate.id },
  taxability_reason: 'standard_rated',
  taxable_amount: taxable,
  type: 'tax_rate_details',
});
