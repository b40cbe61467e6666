import { Button, Tabs, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { ProductChange } from '@perennial/domain/learning';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { answer, api } from '../../ui/api/client';
import { ErrorState, TextSkeleton } from '../../ui/feedback/States';
import { problemsBy } from '../../ui/forms/field-problems';
import { StoredForm } from '../../ui/forms/StoredForm';
import { PageHeader } from '../../ui/shell/PageHeader';
import { Panel } from '../../ui/shell/Panel';
import { StatusBadge } from '../../ui/values/StatusBadge';
import { useRefusedChanges } from '../identity/staff';
import { loadOutline, outlineKey } from './outline';
import { type Product, productKinds, productsKey, useProduct } from './product';

const OutlineEditor = lazy(async () => ({ default: (await import('./OutlineEditor')).OutlineEditor }));

/** A product: its outline if it is a course, and its details. */
export function ProductPage() {
  const { id = '' } = useParams();
  const product = useProduct(id);
  if (product.isError && !product.data) {
    return <ErrorState error={product.error} what="The product could not be loaded" onRetry={() => void product.refetch()} />;
  }
  if (!product.data) return <TextSkeleton lines={6} />;
  return <ProductEditor product={product.data} />;
}

function ProductEditor({ product }: { product: Product }) {
  const queries = useQueryClient();
  const [search, setSearch] = useSearchParams();
  const isCourse = product.kind === 'course';
  const tab = search.get('tab') ?? (isCourse ? 'outline' : 'details');
  const publish = useMutation({
    mutationFn: () => answer(api.POST('/api/admin/products/{id}/publish', { params: { path: { id: product.id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: productsKey }),
    meta: { failed: 'Not published' },
  });
  return (
    <>
      <PageHeader
        title={product.title}
        path={[{ label: 'Memberships' }, { label: 'Courses', to: '/memberships/courses/products' }]}
        lead={productKinds[product.kind]}
        badge={<StatusBadge status={product.status} />}
        actions={
          product.status !== 'published' && (
            <Button loading={publish.isPending} onClick={() => publish.mutate()}>
              Publish
            </Button>
          )
        }
      />
      {/* An outline that is being edited stays mounted behind the details, so that unsaved changes are kept. */}
      <Tabs
        value={tab}
        onChange={(value) => setSearch(value ? { tab: value } : {}, { replace: true })}
        keepMounted={false}
        keepMountedMode="display-none"
      >
        <Tabs.List mb="lg">
          {isCourse && <Tabs.Tab value="outline">Outline</Tabs.Tab>}
          <Tabs.Tab value="details">Details</Tabs.Tab>
        </Tabs.List>
        {isCourse && (
          <Tabs.Panel value="outline" keepMounted>
            <Suspense fallback={<TextSkeleton lines={8} />}>
              <CourseOutline productId={product.id} />
            </Suspense>
          </Tabs.Panel>
        )}
        <Tabs.Panel value="details">
          <Details product={product} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

function CourseOutline({ productId }: { productId: string }) {
  // Content must not change while it is being edited.
  const outline = useQuery({
    queryKey: outlineKey(productId),
    queryFn: () => loadOutline(productId),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  if (outline.isError) {
    return <ErrorState error={outline.error} what="The outline could not be loaded" onRetry={() => void outline.refetch()} />;
  }
  if (!outline.data) return <TextSkeleton lines={8} />;
  return <OutlineEditor productId={productId} loaded={outline.data} />;
}

function Details({ product }: { product: Product }) {
  const form = useForm({
    initialValues: { title: product.title, description: product.description },
    validate: problemsBy(ProductChange),
  });
  const refused = useRefusedChanges();
  return (
    <Panel>
      <StoredForm
        form={form}
        stored={{ title: product.title, description: product.description }}
        save={(values) => answer(api.PATCH('/api/admin/products/{id}', { params: { path: { id: product.id } }, body: values }))}
        failed="The product was not saved"
        stale={[productsKey]}
        refused={refused}
        maw={640}
      >
        <TextInput label="Title" {...form.getInputProps('title')} />
        <Textarea
          label="Description"
          description="Shown on the pages of memberships that include it."
          autosize
          minRows={3}
          {...form.getInputProps('description')}
        />
      </StoredForm>
    </Panel>
  );
}
