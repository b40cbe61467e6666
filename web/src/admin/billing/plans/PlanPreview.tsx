import { Button, Text } from '@mantine/core';
import { PlanCard } from '../../../ui/plans/PlanCard';
import { useProducts } from '../../learning/product';
import type { PlanValues } from './plan-form';

/** The public card as it will look, while it is being written. */
export function PlanPreview({ values, currency }: { values: PlanValues; currency: string }) {
  const products = useProducts({ sort: 'title', pageSize: 100 });
  const chosen = (products.data?.items ?? []).filter((product) => values.productIds.includes(product.id));
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
