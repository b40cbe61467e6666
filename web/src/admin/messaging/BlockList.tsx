import { ActionIcon, Button, Group, Menu, Stack, Text } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { showUndo } from '../../ui/feedback/toasts';
import { BlockFields } from './BlockFields';
import { type BlockType, blockNames, type KeyedBlock, moved, newBlock } from './blocks';
import classes from './TemplateEditor.module.css';

interface BlockListProps {
  readonly blocks: readonly KeyedBlock[];
  readonly onChange: (blocks: readonly KeyedBlock[]) => void;
  /** Messages of a block, by position. */
  readonly problemOf: (index: number) => string | undefined;
}

/** The blocks of an email, top to bottom. */
export function BlockList({ blocks, onChange, problemOf }: BlockListProps) {
  const remove = (entry: KeyedBlock) => {
    onChange(blocks.filter((other) => other !== entry));
    showUndo(`${blockNames[entry.block.type]} removed.`, () => onChange(blocks));
  };
  return (
    <Stack gap="sm">
      {blocks.map((entry, index) => {
        const name = blockNames[entry.block.type];
        const problem = problemOf(index);
        return (
          <section key={entry.key} className={classes.block} aria-label={`${name}, block ${index + 1}`}>
            <Group justify="space-between" mb={6} wrap="nowrap">
              <Text size="xs" c="dimmed" fw={500}>
                {name}
                {'when' in entry.block && entry.block.when ? ` · only if ${entry.block.when}` : ''}
              </Text>
              <Group gap={2} wrap="nowrap">
                <Tool label={`Move ${name} up`} disabled={index === 0} onClick={() => onChange(moved(blocks, index, -1))}>
                  <IconArrowUp size={14} />
                </Tool>
                <Tool
                  label={`Move ${name} down`}
                  disabled={index === blocks.length - 1}
                  onClick={() => onChange(moved(blocks, index, 1))}
                >
                  <IconArrowDown size={14} />
                </Tool>
                <Tool label={`Remove ${name}`} disabled={blocks.length === 1} onClick={() => remove(entry)}>
                  <IconTrash size={14} />
                </Tool>
              </Group>
            </Group>
            <BlockFields
              block={entry.block}
              onChange={(block) => onChange(blocks.map((other) => (other === entry ? { ...entry, block } : other)))}
            />
            {problem && (
              <Text size="sm" c="red" mt={6}>
                {problem}
              </Text>
            )}
          </section>
        );
      })}
      <Menu position="bottom-start">
        <Menu.Target>
          <Button variant="default" leftSection={<IconPlus size={15} />} style={{ alignSelf: 'flex-start' }}>
            Add block
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {(Object.keys(blockNames) as BlockType[]).map((type) => (
            <Menu.Item key={type} onClick={() => onChange([...blocks, { key: crypto.randomUUID(), block: newBlock(type) }])}>
              {blockNames[type]}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </Stack>
  );
}

interface ToolProps {
  readonly label: string;
  readonly disabled: boolean;
  readonly onClick: () => void;
  readonly children: React.ReactNode;
}

function Tool({ label, ...props }: ToolProps) {
  return <ActionIcon size="sm" variant="subtle" color="gray" aria-label={label} {...props} />;
}
