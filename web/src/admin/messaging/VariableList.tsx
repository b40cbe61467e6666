import { Button, Code, CopyButton, Popover, ScrollArea, Table, Text, UnstyledButton } from '@mantine/core';
import { type EventType } from '@perennial/domain/events';
import { type MailAudience, templateVariables } from '@perennial/domain/messaging';
import { IconBraces } from '@tabler/icons-react';
import { useContactFields } from '../platform/records/contact-fields';

/** All variables that an email about this event can use. A click copies one. */
export function VariableList({ eventType, audience }: { eventType: EventType; audience: MailAudience }) {
  const fields = useContactFields().data?.items;
  // An ID means nothing to a reader.
  const variables = templateVariables([eventType], audience, fields).filter(({ kind }) => kind !== 'id');
  return (
    <Popover position="top-start" width="min(420px, 100vw - 2rem)" withinPortal>
      <Popover.Target>
        <Button variant="subtle" color="gray" leftSection={<IconBraces size={15} />}>
          Variables
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={0}>
        <ScrollArea.Autosize mah={320}>
          <Table>
            <Table.Tbody>
              {variables.map((variable) => (
                <Table.Tr key={variable.path}>
                  <Table.Td>{variable.label}</Table.Td>
                  <Table.Td>
                    <CopyButton value={variable.insert}>
                      {({ copied, copy }) => (
                        <UnstyledButton onClick={copy} aria-label={`Copy ${variable.label}`}>
                          {copied ? <Text size="xs">Copied</Text> : <Code>{variable.insert}</Code>}
                        </UnstyledButton>
                      )}
                    </CopyButton>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </ScrollArea.Autosize>
      </Popover.Dropdown>
    </Popover>
  );
}
