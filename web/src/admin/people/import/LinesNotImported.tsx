import { Alert, List, Text } from '@mantine/core';
import type { ImportReading } from '@perennial/domain/people';

type NotImported = Exclude<ImportReading, { kind: 'person' }>;
const shown = 20;

/** Lines of the file that are left out, each with its reason. */
export function LinesNotImported({ readings }: { readings: readonly NotImported[] }) {
  if (readings.length === 0) return null;
  const more = readings.length - shown;
  return (
    <Alert
      color="yellow"
      variant="light"
      title={readings.length === 1 ? '1 line is skipped' : `${readings.length.toLocaleString('en')} lines are skipped`}
    >
      <List size="sm" spacing={2}>
        {readings.slice(0, shown).map((reading) => (
          <List.Item key={reading.line}>
            Line {reading.line}: {reasonOf(reading)}
          </List.Item>
        ))}
      </List>
      {more > 0 && <Text size="sm">and {more.toLocaleString('en')} more</Text>}
    </Alert>
  );
}

const reasonOf = (reading: NotImported): string =>
  reading.kind === 'wrong' ? reading.problem : `${reading.email} is a duplicate. Line ${reading.firstLine} is used.`;
