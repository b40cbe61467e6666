import { Text } from '@mantine/core';
import { Away } from '../../../ui/values/Values';
import type { Run } from './run';

/** What a journey waits for, with its date, and how far away that is by the clock in scope. */
export function Waiting({ run: { waitingFor, waitUntil } }: { run: Pick<Run, 'waitingFor' | 'waitUntil'> }) {
  if (!waitUntil) return waitingFor;
  return (
    <>
      {waitingFor?.replace(/\.$/, '') ?? 'Waiting'}
      <Text span inherit c="dimmed">
        <Away at={waitUntil} before=" · " />
      </Text>
    </>
  );
}
