import { Badge } from '@mantine/core';

const looks = {
  draft: { color: 'gray', label: 'Draft' },
  published: { color: 'pine', label: 'Published' },
  archived: { color: 'gray', label: 'Archived' },
} as const;

/** State of something that can be published. */
export function StatusBadge({ status }: { status: keyof typeof looks }) {
  const { color, label } = looks[status];
  return (
    <Badge color={color} variant={status === 'published' ? 'light' : 'default'} tt="none" fw={500}>
      {label}
    </Badge>
  );
}
