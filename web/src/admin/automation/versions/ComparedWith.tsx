import { Select } from '@mantine/core';
import { type Compared, comparedInWords, readCompared } from './compared';

interface ComparedWithProps {
  readonly numbers: readonly number[];
  readonly shown: Compared;
  /** Null for the first version. */
  readonly against: Compared | null;
  readonly onChoose: (against: Compared | null) => void;
}

/** The version with which the shown one is compared. */
export function ComparedWith({ numbers, shown, against, onChoose }: ComparedWithProps) {
  const others = (['draft', ...numbers] as const).filter((compared) => compared !== shown);
  return (
    <Select
      label="Compared with"
      size="xs"
      mt="xs"
      mb="sm"
      allowDeselect={false}
      placeholder="No earlier version"
      value={against === null ? null : String(against)}
      onChange={(value) => onChoose(readCompared(value))}
      data={others.map((compared) => ({ value: String(compared), label: comparedInWords(compared) }))}
    />
  );
}
