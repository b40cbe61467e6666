import { Anchor, Badge, Checkbox, Group, Stack, Text } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { hasMemberPage } from '@perennial/domain/learning';
import { IconBook2 } from '@tabler/icons-react';
import { Link } from 'react-router';
import { EmptyState, ErrorState, TextSkeleton } from '../../../ui/feedback/States';
import { productKinds, useProducts } from '../../learning/product';
import classes from './MarketingProducts.module.css';
import type { PlanValues } from './plan-form';

/** Second step: a box to tick for each course and product. */
export function MarketingProducts({ form }: { form: UseFormReturnType<PlanValues> }) {
  const products = useProducts({ sort: 'title', pageSize: 100 });
  if (products.isError) {
    return (
      <ErrorState
        error={products.error}
        what="The products could not be loaded"
        safe=""
        onRetry={() => void products.refetch()}
      />
    );
  }
  if (!products.data) return <TextSkeleton lines={5} />;
  if (products.data.total === 0) {
    return (
      <EmptyState icon={<IconBook2 size={22} />} title="No products yet">
        You can save a membership without products and add them later. Create products under{' '}
        <Anchor component={Link} to="/memberships/courses/products">
          Memberships › Courses
        </Anchor>
        .
      </EmptyState>
    );
  }
  const chosen = form.values.productIds;
  // A plan from before the rule keeps showing what it has, so that it can be taken out.
  const offered = products.data.items.filter(({ id, kind }) => hasMemberPage(kind) || chosen.includes(id));
  return (
    <Checkbox.Group
      label="What members get"
      description="Tick each item to include it."
      error={form.errors.productIds}
      value={chosen}
      onChange={(ids) => form.setFieldValue('productIds', ids)}
    >
      <Stack gap={0} mt="sm" className={classes.list}>
        {offered.map((product) => (
          <Checkbox
            key={product.id}
            value={product.id}
            className={classes.item}
            label={
              <Group gap="xs">
                <Text span>{product.title}</Text>
                {product.status !== 'published' && (
                  <Badge variant="default" size="sm" tt="none" fw={500}>
                    {product.status === 'draft' ? 'Draft: hidden from members until published' : 'Archived'}
                  </Badge>
                )}
              </Group>
            }
            description={productKinds[product.kind]}
          />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}
