import { Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { TagInput } from '@perennial/domain/people';
import { Form } from '../../../ui/forms/Form';
import { problemBy } from '../../../ui/forms/field-problems';
import { SubmitRow } from '../../../ui/forms/SubmitRow';
import { useSave } from '../../../ui/forms/use-save';
import { type TagDetail, tagsKey } from './tag';

interface TagNameFormProps {
  readonly initial: string;
  readonly label: string;
  readonly help?: string;
  readonly save: (name: string) => Promise<TagDetail>;
  readonly done: (name: string) => string;
  readonly failed: string;
  readonly onSaved: () => void;
}

/** The name of a new or a renamed tag. */
export function TagNameForm({ initial, label, help, save, done, failed, onSaved }: TagNameFormProps) {
  const form = useForm({ initialValues: { name: initial }, validate: { name: problemBy(TagInput.shape.name) } });
  const saving = useSave(form, {
    save: ({ name }) => save(name.trim()),
    done: done(form.values.name.trim()),
    failed,
    stale: [tagsKey],
    onSaved,
  });
  return (
    <Form onSubmit={form.onSubmit((values) => saving.mutate(values))}>
      <Stack>
        <TextInput label="Name" description={help} data-autofocus {...form.getInputProps('name')} />
        <SubmitRow pending={saving.isPending}>{label}</SubmitRow>
      </Stack>
    </Form>
  );
}
