import { ActionIcon, Badge, Button, Group } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { showUndo } from '../../ui/feedback/toasts';
import { TagSelect } from '../platform/records/TagSelect';
import { type Contact, contactKey, putTag, removeTag } from './contact';

/** Tags of a person; changes are shown immediately and reverted if the save fails. */
export function Tags({ contact }: { contact: Contact }) {
  const queries = useQueryClient();
  const [adding, setAdding] = useState(false);
  const tags = contact.tags ?? [];
  const change = useMutation({
    mutationFn: ({ tag, on }: { tag: string; on: boolean }) => (on ? putTag(contact.id, tag) : removeTag(contact.id, tag)),
    onMutate: ({ tag, on }) => {
      const before = queries.getQueryData<Contact>(contactKey(contact.id));
      const others = tags.filter((other) => other !== tag);
      queries.setQueryData(contactKey(contact.id), { ...contact, tags: on ? [...others, tag] : others });
      return before;
    },
    meta: { failed: 'The tag was not changed' },
    onError: (_error, _change, before) => {
      queries.setQueryData(contactKey(contact.id), before);
    },
    onSettled: () => queries.invalidateQueries({ queryKey: contactKey(contact.id) }),
  });
  const add = (tag: string) => {
    setAdding(false);
    if (tag) change.mutate({ tag, on: true });
  };
  const remove = async (tag: string) => {
    await change.mutateAsync({ tag, on: false });
    showUndo(`Tag “${tag}” removed.`, () => change.mutateAsync({ tag, on: true }));
  };
  return (
    <Group gap={6} role="group" aria-label="Tags">
      {tags.map((tag) => (
        <Badge
          key={tag}
          variant="default"
          size="lg"
          tt="none"
          fw={500}
          pr={2}
          rightSection={
            <ActionIcon
              size="xs"
              variant="subtle"
              color="gray"
              aria-label={`Remove the tag ${tag}`}
              onClick={() => void remove(tag)}
            >
              <IconX size={11} />
            </ActionIcon>
          }
        >
          {tag}
        </Badge>
      ))}
      {adding ? (
        <TagSelect
          size="xs"
          aria-label="New tag"
          placeholder="Find or create a tag"
          autoFocus
          defaultDropdownOpened
          value={null}
          onChange={(_id, name) => add(name)}
          onBlur={() => setAdding(false)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') setAdding(false);
          }}
        />
      ) : (
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          leftSection={<IconPlus size={13} />}
          onClick={() => setAdding(true)}
        >
          Add tag
        </Button>
      )}
    </Group>
  );
}
