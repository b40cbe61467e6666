import { List, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { Form } from '../../../ui/forms/Form';
import { SubmitRow } from '../../../ui/forms/SubmitRow';
import { useSave } from '../../../ui/forms/use-save';
import { RecordSelect } from '../../platform/records/RecordSelect';
import { mergeTag, type Tag, tagsKey } from './tag';
import { peopleOf, UsedBy } from './UsedBy';

/** Replaces a tag by another one, after showing what will change. */
export function MergeTag({ tag, onDone }: { tag: Tag; onDone: () => void }) {
  const form = useForm({
    initialValues: { intoId: '' },
    validate: { intoId: (id) => (id === '' ? 'Choose a tag.' : null) },
  });
  const saving = useSave(form, {
    save: ({ intoId }) => mergeTag(tag.id, intoId),
    done: `“${tag.name}” is merged.`,
    failed: 'The tags were not merged',
    stale: [tagsKey, ['contacts'], ['lookups', 'tag']],
    onSaved: onDone,
  });
  return (
    <Form onSubmit={form.onSubmit((values) => saving.mutate(values))}>
      <Stack>
        <RecordSelect
          kind="tag"
          label="Merge into"
          data-autofocus
          refuse={(id) => (id === tag.id ? 'this tag' : undefined)}
          {...form.getInputProps('intoId')}
          value={form.values.intoId || null}
          onChange={(id) => form.setFieldValue('intoId', id ?? '')}
        />
        <List size="sm" spacing={4}>
          <List.Item>
            {tag.people === 0
              ? `No contacts have “${tag.name}”.`
              : `${peopleOf(tag.people)} with “${tag.name}” ${tag.people === 1 ? 'gets' : 'get'} the other tag instead.`}
          </List.Item>
          <List.Item>
            <UsedBy
              tag={tag}
              none="No automation uses it."
              some="use the other tag from now on, without being published again:"
            />
          </List.Item>
          <List.Item>Imports and API requests with the name “{tag.name}” add the other tag.</List.Item>
          <List.Item>The merge itself starts no automation.</List.Item>
        </List>
        <Text size="sm" fw={500}>
          You cannot undo a merge.
        </Text>
        <SubmitRow pending={saving.isPending}>Merge</SubmitRow>
      </Stack>
    </Form>
  );
}
