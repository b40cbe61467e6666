import { Anchor, Box, Table, Title, VisuallyHidden } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { Instant, Money } from '../../../ui/values/Values';
import type { Invoice } from './memberships';

const states: Readonly<Record<string, string>> = {
  paid: 'Paid',
  open: 'To pay',
  void: 'Void',
  uncollectible: 'Not collected',
  draft: 'In preparation',
};

const isFree = ({ status, amountDue, amountPaid }: Invoice): boolean => status === 'paid' && amountDue === 0 && amountPaid === 0;

/** Invoices of a membership. A trial's invoice of zero has no payment. */
export function Invoices({ invoices }: { invoices: readonly Invoice[] }) {
  return (
    <Box mt="lg">
      <Title order={3} mb={4}>
        Invoices
      </Title>
      <Table>
        <VisuallyHidden component="caption">Invoices</VisuallyHidden>
        <Table.Tbody>
          {invoices.map((invoice) => (
            <Table.Tr key={invoice.id}>
              <Table.Td pl={0}>
                <Instant at={invoice.issuedAt} date />
              </Table.Td>
              <Table.Td c="dimmed" visibleFrom="sm">
                {invoice.number}
              </Table.Td>
              <Table.Td ta="right">
                <Money amount={invoice.status === 'open' ? invoice.amountDue : invoice.amountPaid} currency={invoice.currency} />
              </Table.Td>
              <Table.Td>{isFree(invoice) ? 'Free trial' : (states[invoice.status] ?? 'Unknown')}</Table.Td>
              <Table.Td pr={0} ta="right">
                {invoice.hostedUrl && (
                  <Anchor href={invoice.hostedUrl} target="_blank" rel="noreferrer" size="sm">
                    View<VisuallyHidden> invoice {invoice.number}</VisuallyHidden> <IconExternalLink size={12} aria-hidden />
                  </Anchor>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Box>
  );
}
