import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { showDone } from '../../../ui/feedback/toasts';
import { deleteTag, type Tag, tagsKey } from './tag';
import { peopleOf, SegmentsWith, UsedBy } from './UsedBy';

interface DeleteTagProps {
  readonly tag: Tag;
  readonly onDone: () => void;
  readonly onMerge: () => void;
}

/** Deletes a tag that no automation uses, and says what to do about one that is in use. */
export function DeleteTag({ tag, onDone, onMerge }: DeleteTagProps) {
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () => deleteTag(tag.id),
    onSuccess: async () => {
      showDone(`The tag “${tag.name}” is deleted.`);
      onDone();
      for (const queryKey of [tagsKey, ['contacts'], ['lookups', 'tag']]) await queries.invalidateQueries({ queryKey });
    },
    meta: { failed: 'The tag was not deleted' },
  });
  if (tag.automations > 0 || tag.segments > 0)
    return (
      <Stack>
        <Text size="sm" component="div">
          <UsedBy tag={tag} none="No automation uses it." some="use this tag, so you cannot delete it:" />
        </Text>
        <SegmentsWith tag={tag} />
        <Text size="sm">
          Choose another tag in them and publish, or merge this tag into another one. A published version counts for as long as
          people are in it.
        </Text>
        <Group justify="flex-end">
          <Button onClick={onMerge}>Merge into another tag</Button>
        </Group>
      </Stack>
    );
  return (
    <Stack>
      <Text size="sm">
        {tag.people === 0
          ? 'No contacts have this tag, and no automation or segment uses it.'
          : `${peopleOf(tag.people)} ${tag.people === 1 ? 'loses' : 'lose'} this tag. No automation or segment uses it, and no automation starts. You cannot undo this.`}
      </Text>
      <Group justify="flex-end">
        <Button color="red" loading={remove.isPending} onClick={() => remove.mutate()} data-autofocus>
          Delete
        </Button>
      </Group>
    </Stack>
  );
}
