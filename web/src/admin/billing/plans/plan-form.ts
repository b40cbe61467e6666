import type { IntervalMonths } from '../../../ui/values/money';
import type { Plan, PlanInput } from './plan';

/** What the fields of the wizard hold; a price may still be missing. */
export interface PlanValues {
  title: string;
  description: string;
  priceAmount: number | null;
  oldPriceAmount: number | null;
  intervalMonths: IntervalMonths;
  trialDays: number | null;
  requireCardBeforeTrial: boolean;
  productIds: string[];
}

export const emptyPlan: PlanValues = {
  title: '',
  description: '',
  priceAmount: null,
  oldPriceAmount: null,
  intervalMonths: 1,
  trialDays: 0,
  requireCardBeforeTrial: true,
  productIds: [],
};

export const valuesOf = (plan: Plan): PlanValues => ({
  title: plan.title,
  description: plan.description,
  priceAmount: plan.priceAmount,
  oldPriceAmount: plan.oldPriceAmount,
  intervalMonths: plan.intervalMonths,
  trialDays: plan.trialDays,
  requireCardBeforeTrial: plan.requireCardBeforeTrial,
  productIds: plan.products.map((product) => product.id),
});

/** Problems by field, in words; none means that it can be saved. */
export function checkPlan(values: PlanValues): Partial<Record<keyof PlanValues, string>> {
  const problems: Partial<Record<keyof PlanValues, string>> = {};
  if (values.title.trim() === '') problems.title = 'Give the membership a title.';
  if (values.priceAmount === null) problems.priceAmount = 'Set a price.';
  else if (values.priceAmount <= 0) problems.priceAmount = 'The price must be more than zero.';
  if (values.oldPriceAmount !== null && values.priceAmount !== null && values.oldPriceAmount <= values.priceAmount) {
    problems.oldPriceAmount = 'The old price must be higher than the price, or left empty.';
  }
  const { trialDays } = values;
  if (trialDays !== null && (!Number.isInteger(trialDays) || trialDays < 0 || trialDays > 730)) {
    problems.trialDays = 'A trial lasts 0 to 730 whole days.';
  }
  return problems;
}

export const inputOf = (values: PlanValues, currency: string): PlanInput => ({
  ...values,
  title: values.title.trim(),
  priceAmount: values.priceAmount ?? 0,
  trialDays: values.trialDays ?? 0,
  currency,
});
