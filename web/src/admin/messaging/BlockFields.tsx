import { ActionIcon, Group, SegmentedControl, Stack, TextInput } from '@mantine/core';
import type { MailBlock, MailDetail } from '@perennial/domain/messaging';
import { IconX } from '@tabler/icons-react';
import { AddButton } from '../../ui/forms/AddButton';
import { RichText } from '../../ui/rich-text/RichText';
import { bareLiquid, shieldLiquid } from './liquid';

interface BlockFieldsProps {
  readonly block: MailBlock;
  readonly onChange: (block: MailBlock) => void;
}

/** The fields of one block, by its kind. */
export function BlockFields({ block, onChange }: BlockFieldsProps) {
  switch (block.type) {
    case 'heading':
      return <Line label="Heading" value={block.text} onChange={(text) => onChange({ ...block, text })} />;
    case 'text':
      return (
        <RichText
          label="Text"
          plain
          value={shieldLiquid(block.html)}
          onChange={(html) => onChange({ ...block, html: bareLiquid(html) })}
        />
      );
    case 'button':
      return (
        <Group grow align="flex-start">
          <Line label="Label" value={block.label} onChange={(label) => onChange({ ...block, label })} />
          <Line label="Link" value={block.url} onChange={(url) => onChange({ ...block, url })} />
        </Group>
      );
    case 'image':
      return (
        <Stack gap="xs">
          <Line label="Image address" value={block.url} onChange={(url) => onChange({ ...block, url })} />
          <Line
            label="Alternative text"
            description="Read by screen readers, and shown when images are off."
            value={block.alt}
            onChange={(alt) => onChange({ ...block, alt })}
          />
        </Stack>
      );
    case 'spacer':
      return (
        <SegmentedControl
          aria-label="Size"
          size="xs"
          value={block.size}
          data={['small', 'medium', 'large']}
          onChange={(size) => onChange({ ...block, size: size === 'small' || size === 'large' ? size : 'medium' })}
        />
      );
    case 'facts':
      return <Details rows={block.rows} onChange={(rows) => onChange({ ...block, rows: [...rows] })} />;
    case 'divider':
      return null;
  }
}

interface LineProps {
  readonly label: string;
  readonly description?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Line({ onChange, ...props }: LineProps) {
  return <TextInput {...props} onChange={(event) => onChange(event.currentTarget.value)} />;
}

function Details({ rows, onChange }: { rows: readonly MailDetail[]; onChange: (rows: readonly MailDetail[]) => void }) {
  const change = (index: number, part: Partial<MailDetail>) =>
    onChange(rows.map((row, place) => (place === index ? { ...row, ...part } : row)));
  return (
    <Stack gap="xs">
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity and keep no state
        <Group key={index} gap="xs" wrap="nowrap">
          <TextInput
            aria-label={`Label ${index + 1}`}
            value={row.label}
            onChange={(event) => change(index, { label: event.currentTarget.value })}
            w="38%"
          />
          <TextInput
            aria-label={`Value ${index + 1}`}
            value={row.value}
            onChange={(event) => change(index, { value: event.currentTarget.value })}
            style={{ flex: 1 }}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`Remove row ${index + 1}`}
            disabled={rows.length === 1}
            onClick={() => onChange(rows.filter((_, place) => place !== index))}
          >
            <IconX size={14} />
          </ActionIcon>
        </Group>
      ))}
      <AddButton onClick={() => onChange([...rows, { label: 'Label', value: 'Value' }])}>Add row</AddButton>
    </Stack>
  );
}
