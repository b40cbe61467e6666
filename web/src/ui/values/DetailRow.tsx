import { Table } from '@mantine/core';
import type { ReactNode } from 'react';

/** A row of a table of details: label and value. */
export function DetailRow({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Table.Tr>
      <Table.Th w={130} fw={400} c="dimmed" bg="transparent" px={0} scope="row">
        {label}
      </Table.Th>
      <Table.Td px={0} style={{ overflowWrap: 'anywhere' }}>
        {children}
      </Table.Td>
    </Table.Tr>
  );
}
