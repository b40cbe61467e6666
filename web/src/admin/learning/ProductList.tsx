import { Button, Group, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconBook2, IconPlus } from '@tabler/icons-react';
import { useNavigate, useSearchParams } from 'react-router';
import { answer, api } from '../../ui/api/client';
import { EmptyState } from '../../ui/feedback/States';
import { Form } from '../../ui/forms/Form';
import { FormModal } from '../../ui/forms/FormModal';
import { useSave } from '../../ui/forms/use-save';
import { type Column, DataList, useListState } from '../../ui/list/DataList';
import { pageSize } from '../../ui/list/list-state';
import { PageHeader } from '../../ui/shell/PageHeader';
import { StatusBadge } from '../../ui/values/StatusBadge';
import { type Product, productKinds, productsKey, useProducts } from './product';

const columns: readonly Column<Product>[] = [
  { key: 'title', header: 'Title', sort: 'title', render: (product) => product.title },
  { key: 'kind', header: 'Kind', render: (product) => productKinds[product.kind] },
  { key: 'status', header: 'Status', sort: 'status', render: (product) => <StatusBadge status={product.status} /> },
];

export function ProductList() {
  const [state, change] = useListState('title');
  const [search, setSearch] = useSearchParams();
  const products = useProducts({ ...state, pageSize });
  const creating = search.has('new');
  const setCreating = (on: boolean) =>
    setSearch((now) => {
      if (on) now.set('new', '1');
      else now.delete('new');
      return now;
    });
  const create = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setCreating(true)}>
      Create Product
    </Button>
  );
  const isFirstUse = products.data?.total === 0 && !state.q;
  return (
    <>
      <PageHeader
        title="Products"
        path={[{ label: 'Memberships' }, { label: 'Courses' }]}
        lead="Courses and other content included in memberships."
        actions={isFirstUse ? undefined : create}
      />
      <DataList
        of="products"
        query={products}
        columns={columns}
        keyOf={(product) => product.id}
        linkTo={(product) => `/memberships/courses/products/${product.id}`}
        defaultSort="title"
        filters={
          isFirstUse ? undefined : (
            <Select
              aria-label="Sort"
              value={state.sort}
              onChange={(sort) => change({ sort: sort ?? 'title' })}
              w={170}
              data={[
                { value: 'title', label: 'Title, A to Z' },
                { value: '-title', label: 'Title, Z to A' },
                { value: '-createdAt', label: 'Newest first' },
                { value: 'status', label: 'Status' },
                { value: '-status', label: 'Status, reversed' },
              ]}
            />
          )
        }
        empty={
          <EmptyState icon={<IconBook2 size={22} />} title="Build your first course" action={create}>
            A product is what members get, such as a course, a live session or a download. Memberships bundle products.
          </EmptyState>
        }
      />
      <FormModal opened={creating} onClose={() => setCreating(false)} title="Create Product">
        <CreateProduct />
      </FormModal>
    </>
  );
}

function CreateProduct() {
  const navigate = useNavigate();
  const form = useForm({
    initialValues: { kind: 'course' as const, title: '', description: '' },
    validate: { title: (value) => (value.trim() ? null : 'Give it a title.') },
  });
  const save = useSave(form, {
    save: (values) => answer(api.POST('/api/admin/products', { body: values })),
    failed: 'The product was not created',
    stale: [productsKey],
    onSaved: (product) => void navigate(`/memberships/courses/products/${product.id}`),
  });
  return (
    <Form onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <Stack>
        <TextInput label="Title" data-autofocus {...form.getInputProps('title')} />
        <Textarea label="Description" description="Optional." autosize minRows={2} {...form.getInputProps('description')} />
        <Group justify="flex-end">
          <Button type="submit" loading={save.isPending}>
            Create Product
          </Button>
        </Group>
      </Stack>
    </Form>
  );
}
