import { Anchor, Badge, Checkbox, Group, Stack, Text, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useDebouncedValue } from '@mantine/hooks';
import { IconBook2, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { EmptyState, ErrorState, TextSkeleton } from '../../../ui/feedback/States';
import { NotAll } from '../../../ui/list/NotAll';
import { useList } from '../../../ui/list/use-list';
import { type Product, productKinds, useProductsById } from '../../learning/product';
import classes from './MarketingProducts.module.css';
import type { PlanValues } from './plan-form';

/** More than this are found by search. */
const pageSize = 25;

/** Second step: a box to tick for each course and product. */
export function MarketingProducts({ form }: { form: UseFormReturnType<PlanValues> }) {
  const [text, setText] = useState('');
  const [q] = useDebouncedValue(text.trim(), 250);
  const products = useList('/api/admin/products', { q, sort: 'title', pageSize, memberPage: true });
  const chosen = form.values.productIds;
  const found = products.data?.items ?? [];
  const others = useProductsById(chosen.filter((id) => !found.some((product) => product.id === id)));
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
  const { total } = products.data;
  if (total === 0 && text === '' && chosen.length === 0) {
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
  return (
    <Stack gap="sm">
      {(total > pageSize || text !== '') && (
        <TextInput
          label="Search courses and products"
          leftSection={<IconSearch size={15} />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      )}
      <Checkbox.Group
        label="What members get"
        description="Tick each item to include it."
        error={form.errors.productIds}
        value={chosen}
        onChange={(ids) => form.setFieldValue('productIds', ids)}
      >
        <Stack gap={0} mt="sm" className={classes.list}>
          {/* Included products stay visible, whatever is searched for. */}
          {[...others, ...found].map((product) => (
            <ProductBox key={product.id} product={product} />
          ))}
        </Stack>
      </Checkbox.Group>
      {found.length === 0 && q !== '' && <Text size="sm">Nothing found.</Text>}
      <NotAll shown={found.length} total={total}>
        Search to find the others.
      </NotAll>
    </Stack>
  );
}

function ProductBox({ product: { id, title, status, kind } }: { product: Product }) {
  return (
    <Checkbox
      value={id}
      className={classes.item}
      label={
        <Group gap="xs">
          <Text span>{title}</Text>
          {status !== 'published' && (
            <Badge variant="default" size="sm" tt="none" fw={500}>
              {status === 'draft' ? 'Draft: hidden from members until published' : 'Archived'}
            </Badge>
          )}
        </Group>
      }
      description={productKinds[kind]}
    />
  );
}
