import { Button, Group, Popover, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { showDone } from '../../ui/feedback/toasts';
import { useUnsaved } from '../../ui/forms/use-unsaved';
import { useMe } from '../identity/staff';
import { sendTest } from './email-settings';

/** Sends the saved template to an address, filled with sample data. */
export function TestMail({ templateId, eventType, dirty }: { templateId: string; eventType: string; dirty: boolean }) {
  const { staff } = useMe();
  const [opened, setOpened] = useState(false);
  const [to, setTo] = useState(staff.email);
  const [sentTo, setSentTo] = useState(staff.email);
  useUnsaved(to !== sentTo);
  const send = useMutation({
    mutationFn: () => sendTest(templateId, { to, eventType }),
    onSuccess: () => {
      setOpened(false);
      setSentTo(to);
      showDone(`We sent a test to ${to}.`);
    },
    meta: { failed: 'The test was not sent' },
  });
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" trapFocus>
      <Popover.Target>
        <Button variant="default" onClick={() => setOpened(!opened)}>
          Send a test
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            send.mutate();
          }}
        >
          <TextInput label="Send to" type="email" value={to} onChange={(event) => setTo(event.currentTarget.value)} w={260} />
          {dirty && (
            <Text size="xs" c="dimmed" mt={6}>
              The test uses the saved version. Save first to include your changes.
            </Text>
          )}
          <Group justify="flex-end" mt="sm">
            <Button size="xs" type="submit" loading={send.isPending}>
              Send
            </Button>
          </Group>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
