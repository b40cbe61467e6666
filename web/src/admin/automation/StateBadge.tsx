import { Badge } from '@mantine/core';
import type { AutomationState } from './automation';

const looks = {
  draft: { color: 'gray', label: 'Draft', variant: 'default' },
  active: { color: 'pine', label: 'Active', variant: 'light' },
  archived: { color: 'gray', label: 'Archived', variant: 'light' },
  paused: { color: 'yellow', label: 'Paused', variant: 'light' },
} as const;

export function StateBadge({ state }: { state: AutomationState }) {
  const { color, label, variant } = looks[state];
  return (
    <Badge color={color} variant={variant} tt="none" fw={500} style={{ flex: 'none' }}>
      {label}
    </Badge>
  );
}
