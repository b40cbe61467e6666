import { ActionIcon, Button, Group, NumberInput, Radio, Stack, Textarea, Title } from '@mantine/core';
import { canvasLimits, type Note, type NoteColour, noteColours, noteSizes, notesOf } from '@perennial/domain/automation';
import { IconTrash, IconX } from '@tabler/icons-react';
import { oneOf } from '../../../ui/api/query';
import { clipboardOf } from '../canvas/clipboard';
import { useEditor, useEditorSession } from '../canvas/editor-context';
import { showRefusal } from '../canvas/refusal';
import classes from './Panel.module.css';

const colourNames: Readonly<Record<NoteColour, string>> = {
  yellow: 'Yellow',
  blue: 'Blue',
  green: 'Green',
  pink: 'Pink',
  grey: 'Grey',
};

/** Text, colour and size of the selected note. */
export function NotePanel() {
  const { store } = useEditorSession();
  const note = useEditor(({ graph, selected }) => notesOf(graph).find(({ id }) => id === selected));
  const apply = useEditor((state) => state.apply);
  const select = useEditor((state) => state.select);
  if (!note) return null;
  const change = (part: Partial<Omit<Note, 'id'>>) => showRefusal(apply({ type: 'updateNote', noteId: note.id, change: part }));
  return (
    <section className={classes.panel} aria-label="Note">
      <Group justify="space-between" wrap="nowrap" mb="sm">
        <Title order={2} size="h3">
          Note
        </Title>
        <ActionIcon variant="subtle" color="gray" aria-label="Close the note" onClick={() => select(null)}>
          <IconX size={16} />
        </ActionIcon>
      </Group>
      <Stack gap="md">
        <Textarea
          key={note.id}
          label="Text"
          description="Only staff see notes. They are not part of what you publish."
          autosize
          minRows={3}
          maxRows={14}
          autoFocus={note.text === ''}
          maxLength={canvasLimits.noteCharacters}
          value={note.text}
          onChange={(event) => change({ text: event.currentTarget.value })}
        />
        <Radio.Group
          label="Colour"
          value={note.colour}
          onChange={(value) => {
            const colour = oneOf(noteColours, value);
            if (colour) change({ colour });
          }}
        >
          <Group gap="sm" mt={6}>
            {noteColours.map((colour) => (
              <Radio key={colour} size="xs" value={colour} label={colourNames[colour]} />
            ))}
          </Group>
        </Radio.Group>
        <Group grow>
          <SizeField label="Width" value={note.width} limits={noteSizes.width} onChange={(width) => change({ width })} />
          <SizeField label="Height" value={note.height} limits={noteSizes.height} onChange={(height) => change({ height })} />
        </Group>
        <Button
          size="xs"
          variant="subtle"
          color="red"
          leftSection={<IconTrash size={13} />}
          style={{ alignSelf: 'flex-start' }}
          onClick={clipboardOf(store).remove}
        >
          Remove
        </Button>
      </Stack>
    </section>
  );
}

interface SizeFieldProps {
  readonly label: string;
  readonly value: number;
  readonly limits: { readonly min: number; readonly max: number };
  readonly onChange: (value: number) => void;
}

/** The size can also be changed without a mouse. */
function SizeField({ label, value, limits: { min, max }, onChange }: SizeFieldProps) {
  return (
    <NumberInput
      size="xs"
      label={label}
      value={value}
      min={min}
      max={max}
      step={20}
      onChange={(next) => {
        if (typeof next === 'number' && next >= min && next <= max) onChange(next);
      }}
    />
  );
}
