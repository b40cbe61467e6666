import { Badge } from '@mantine/core';
import type { RunState } from './run';

export const runLooks: Readonly<Record<RunState, { color: string; label: string }>> = {
  running: { color: 'indigo', label: 'Running' },
  waiting: { color: 'indigo', label: 'Waiting' },
  parked: { color: 'yellow', label: 'Needs attention' },
  completed: { color: 'pine', label: 'Finished' },
  exited: { color: 'gray', label: 'Exited early' },
  stopped: { color: 'gray', label: 'Stopped' },
};

export function RunBadge({ state }: { state: RunState }) {
  const { color, label } = runLooks[state];
  return (
    <Badge color={color} variant={color === 'gray' ? 'default' : 'light'} tt="none" fw={500}>
      {label}
    </Badge>
  );
}
