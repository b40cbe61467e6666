import { Button, Stack, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { ProductInput } from '@perennial/domain/learning';
import { IconBook2, IconPlus } from '@tabler/icons-react';
import { useNavigate } from 'react-router';
import { answer, api } from '../../ui/api/client';
import { EmptyState } from '../../ui/feedback/States';
import { Form } from '../../ui/forms/Form';
import { FormModal } from '../../ui/forms/FormModal';
import { problemsBy } from '../../ui/forms/field-problems';
import { SubmitRow } from '../../ui/forms/SubmitRow';
import { useSave } from '../../ui/forms/use-save';
import type { Column } from '../../ui/list/DataList';
import { ListPage } from '../../ui/list/ListPage';
import { useNewDialog } from '../../ui/list/use-new-dialog';
import { StatusBadge } from '../../ui/values/StatusBadge';
import { type Product, productKinds, productsKey } from './product';

const columns: readonly Column<Product>[] = [
  { key: 'title', header: 'Title', sort: 'title', render: (product) => product.title },
  { key: 'kind', header: 'Kind', render: (product) => productKinds[product.kind] },
  { key: 'status', header: 'Status', sort: 'status', render: (product) => <StatusBadge status={product.status} /> },
];

const orders = [
  { value: 'title', label: 'Title, A to Z' },
  { value: '-title', label: 'Title, Z to A' },
  { value: '-createdAt', label: 'Newest first' },
  { value: 'status', label: 'Status' },
  { value: '-status', label: 'Status, reversed' },
];

export function ProductList() {
  const dialog = useNewDialog();
  const create = (
    <Button leftSection={<IconPlus size={16} />} onClick={dialog.open}>
      Create Product
    </Button>
  );
  return (
    <>
      <ListPage
        path="/api/admin/products"
        title="Products"
        section={['Memberships', 'Courses']}
        lead="Courses and other content included in memberships."
        of="products"
        columns={columns}
        keyOf={(product) => product.id}
        linkTo={(product) => `/memberships/courses/products/${product.id}`}
        defaultSort="title"
        orders={orders}
        action={create}
        empty={
          <EmptyState icon={<IconBook2 size={22} />} title="Build your first course" action={create}>
            A course has modules and lessons. Members get it when they buy a membership that includes it.
          </EmptyState>
        }
      />
      <FormModal opened={dialog.opened} onClose={dialog.close} title="Create Product">
        <CreateProduct />
      </FormModal>
    </>
  );
}

function CreateProduct() {
  const navigate = useNavigate();
  const form = useForm({
    initialValues: { kind: 'course' as const, title: '', description: '' },
    validate: problemsBy(ProductInput),
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
        <SubmitRow pending={save.isPending}>Create Product</SubmitRow>
      </Stack>
    </Form>
  );
}
