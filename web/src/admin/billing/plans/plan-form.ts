import { type IntervalMonths, oldPriceProblem, PlanInput } from '@perennial/domain/billing';
import { asSentence, problemsBy } from '../../../ui/forms/field-problems';
import type { Plan, PlanInput as PlanBody } from './plan';

/** Values of the fields of the wizard; the price may still be missing. */
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

const withoutCurrency = PlanInput.omit({ currency: true });

/** Problems by field, as sentences; none means that the plan can be saved. */
export function checkPlan(values: PlanValues): Partial<Record<keyof PlanValues, string>> {
  const { trialDays, priceAmount, oldPriceAmount } = values;
  const problems: Partial<Record<keyof PlanValues, string>> = problemsBy(withoutCurrency)({
    ...values,
    trialDays: trialDays ?? 0,
  });
  if (values.title.trim() === '') problems.title = 'Give the membership a title.';
  if (priceAmount === null) return { ...problems, priceAmount: 'Set a price.' };
  const oldPrice = oldPriceProblem(priceAmount, oldPriceAmount);
  return oldPrice === null ? problems : { oldPriceAmount: asSentence(oldPrice), ...problems };
}

export const inputOf = (values: PlanValues, currency: string): PlanBody => ({
  ...values,
  title: values.title.trim(),
  priceAmount: values.priceAmount ?? 0,
  trialDays: values.trialDays ?? 0,
  currency,
});
