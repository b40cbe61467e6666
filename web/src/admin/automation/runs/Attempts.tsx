import { Text } from '@mantine/core';
import { Instant } from '../../../ui/values/Values';
import type { RunDetail } from './run';

/** The failed attempts at the step that needs attention, the latest first. */
export function Attempts({ detail: { run, attempts } }: { detail: RunDetail }) {
  const last = attempts.at(-1);
  const here = attempts.filter(({ nodeId, visit }) => nodeId === last?.nodeId && visit === last.visit).reverse();
  if (run.state !== 'parked' || last?.nodeId !== run.currentNodeId) return null;
  return (
    <section aria-label="Attempts">
      <Text size="sm" fw={500} mt="xs">
        {here.length === 1 ? 'Tried once' : `Tried ${here.length} times`}
      </Text>
      {here.slice(0, 5).map(({ at, version, problem }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: attempts are not edited, and two may be at the same time on a test clock
        <Text key={index} size="xs">
          <Instant at={at} /> on version {version}. {problem}
        </Text>
      ))}
    </section>
  );
}
