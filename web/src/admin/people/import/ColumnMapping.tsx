import { NativeSelect, Table, Text } from '@mantine/core';
import { type ImportField, importFields } from '@perennial/domain/people';
import type { ImportFile } from './read-file';

const labels: Readonly<Record<ImportField, string>> = {
  email: 'Email address',
  name: 'Name',
  firstName: 'First name',
  lastName: 'Last name',
  timeZone: 'Time zone',
  tags: 'Tags',
};
const shownRows = 3;

interface ColumnMappingProps {
  readonly file: ImportFile;
  readonly columns: readonly (ImportField | null)[];
  readonly onChange: (columns: readonly (ImportField | null)[]) => void;
}

/** What each column of the file holds, with its first rows below. */
export function ColumnMapping({ file: { header, lines }, columns, onChange }: ColumnMappingProps) {
  const set = (index: number, value: string) => {
    const field = importFields.find((candidate) => candidate === value) ?? null;
    // A field comes from one column: the one chosen last.
    onChange(header.map((_, other) => (other === index ? field : columns[other] === field ? null : (columns[other] ?? null))));
  };
  return (
    <Table.ScrollContainer minWidth={480}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            {header.map((heading, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns keep their place
              <Table.Th key={index}>
                <NativeSelect
                  label={heading || `Column ${index + 1}`}
                  value={columns[index] ?? ''}
                  onChange={(event) => set(index, event.currentTarget.value)}
                  data={[{ value: '', label: 'Not imported' }, ...importFields.map((value) => ({ value, label: labels[value] }))]}
                />
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lines.slice(0, shownRows).map(({ line, cells }) => (
            <Table.Tr key={line}>
              {header.map((_, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns keep their place
                <Table.Td key={index}>
                  <Text size="sm" lineClamp={2} {...(!columns[index] && { c: 'dimmed' })}>
                    {cells[index]}
                  </Text>
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
