import { NativeSelect, Table, Text } from '@mantine/core';
import { columnOfField, type ImportColumn, type ImportField, importFields } from '@perennial/domain/people';
import type { ContactField } from '../../platform/records/contact-fields';
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
  readonly columns: readonly (ImportColumn | null)[];
  /** The contact fields of the school. */
  readonly fields: readonly ContactField[];
  readonly onChange: (columns: readonly (ImportColumn | null)[]) => void;
}

/** The mapping of columns, with the first rows of the file. */
export function ColumnMapping({ file: { header, lines }, columns, fields, onChange }: ColumnMappingProps) {
  const choices: readonly { value: ImportColumn; label: string }[] = [
    ...importFields.map((value) => ({ value, label: labels[value] })),
    ...fields.map(({ id, name }) => ({ value: columnOfField(id), label: name })),
  ];
  const set = (index: number, value: string) => {
    const field = choices.find((choice) => choice.value === value)?.value ?? null;
    // A field has one column, the one chosen last.
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
                  data={[{ value: '', label: 'Not imported' }, ...choices]}
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
