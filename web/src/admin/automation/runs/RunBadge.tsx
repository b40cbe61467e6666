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

/** The state of a journey. One that a pause of its automation stops is paused, and one that waits before a held step is held. */
export function RunBadge({ run }: { run: Pick<Run, 'state' | 'code' | 'held'> }) {
  const { color, label } = lookOf(run);
  return (
    <Badge color={color} variant={color === 'gray' ? 'default' : 'light'} tt="none" fw={500}>
      {label}
    </Badge>
  );
}

function lookOf({ state, code, held }: Pick<Run, 'state' | 'code' | 'held'>): { color: string; label: string } {
  if (held) return { color: 'gray', label: 'Held' };
  return state === 'parked' && code === heldCode ? { color: 'gray', label: 'Paused' } : runLooks[state];
}
