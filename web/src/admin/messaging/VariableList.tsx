import { Button, Code, CopyButton, Popover, ScrollArea, Table, Text, UnstyledButton } from '@mantine/core';
import { type EventType } from '@perennial/domain/events';
import { type MailAudience, templateVariables } from '@perennial/domain/messaging';
import { IconBraces } from '@tabler/icons-react';

/** Everything a mail about this event may say of the person, the event and the school; a click copies it. */
export function VariableList({ eventType, audience }: { eventType: EventType; audience: MailAudience }) {
  const variables = templateVariables([eventType], audience);
  return (
    <Popover position="top-start" width={420} withinPortal>
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
