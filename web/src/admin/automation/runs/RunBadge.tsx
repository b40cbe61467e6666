import { Badge } from '@mantine/core';
import { heldCode } from '@perennial/domain/automation';
import type { Run, RunState } from './run';

export const runLooks: Readonly<Record<RunState, { color: string; label: string }>> = {
  running: { color: 'indigo', label: 'Running' },
  waiting: { color: 'indigo', label: 'Waiting' },
  parked: { color: 'yellow', label: 'Needs attention' },
  completed: { color: 'pine', label: 'Finished' },
  exited: { color: 'gray', label: 'Exited early' },
  stopped: { color: 'gray', label: 'Stopped' },
};

/** The state of a journey; one that a pause of its automation holds is paused. */
export function RunBadge({ run: { state, code } }: { run: Pick<Run, 'state' | 'code'> }) {
  const { color, label } = state === 'parked' && code === heldCode ? { color: 'gray', label: 'Paused' } : runLooks[state];
  return (
    <Badge color={color} variant={color === 'gray' ? 'default' : 'light'} tt="none" fw={500}>
      {label}
    </Badge>
  );
}
