import { Button, Text } from '@mantine/core';
import { PlanCard } from '../../../ui/plans/PlanCard';
import { useProductsById } from '../../learning/product';
import type { PlanValues } from './plan-form';

/** Preview of the public card while the plan is edited. */
export function PlanPreview({ values, currency }: { values: PlanValues; currency: string }) {
  const chosen = useProductsById(values.productIds);
  return (
    <>
      <Text size="xs" c="dimmed" mb={6}>
        What buyers see
      </Text>
      <PlanCard
        plan={{
          ...values,
          priceAmount: values.priceAmount ?? 0,
          trialDays: values.trialDays ?? 0,
          currency,
          products: chosen,
        }}
        action={
          <Button component="div" fullWidth aria-hidden tabIndex={-1} style={{ pointerEvents: 'none' }}>
            {(values.trialDays ?? 0) > 0 ? 'Start free trial' : 'Buy'}
          </Button>
        }
      />
    </>
  );
}
