import { Button, CopyButton, Group, Skeleton, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconCopy, IconRefresh } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Confirm } from '../../../ui/feedback/Confirm';
import { ErrorState } from '../../../ui/feedback/States';
import { showDone } from '../../../ui/feedback/toasts';
import { useMe } from '../../identity/staff';
import { replaceAddress, type TriggerPlace, useWebhookAddress, webhookKey } from './webhooks';

/** The address of a trigger, for staff who may start people. */
export function WebhookAddress(place: TriggerPlace) {
  const { staff } = useMe();
  if (staff.role !== 'support') return <Address {...place} />;
  return (
    <Text size="sm" c="dimmed">
      Only owners and admins see the address and what has arrived.
    </Text>
  );
}

/** The address, to copy or to replace. */
function Address(place: TriggerPlace) {
  const address = useWebhookAddress(place);
  if (address.isError && !address.data)
    return <ErrorState error={address.error} what="The address could not be loaded" onRetry={() => void address.refetch()} />;
  if (!address.data) return <Skeleton height={92} radius="md" />;
  const { url } = address.data;
  return (
    <div>
      <TextInput
        label="Address"
        description="The other system sends a POST request to it. Whoever knows the address can start people."
        readOnly
        value={url}
        onFocus={(event) => event.currentTarget.select()}
      />
      <Group gap="xs" mt="xs">
        <CopyButton value={url}>
          {({ copied, copy }) => (
            <Button size="xs" variant="default" leftSection={<IconCopy size={13} />} onClick={copy}>
              {copied ? 'Copied' : 'Copy address'}
            </Button>
          )}
        </CopyButton>
        <Replace {...place} />
      </Group>
    </div>
  );
}

function Replace(place: TriggerPlace) {
  const queries = useQueryClient();
  const [asked, { open, close }] = useDisclosure();
  const replace = useMutation({
    mutationFn: () => replaceAddress(place),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: webhookKey(place) });
      showDone('The trigger has a new address. The earlier one no longer works.');
    },
    meta: { failed: 'The address was not replaced' },
  });
  return (
    <>
      <Button
        size="xs"
        variant="subtle"
        color="gray"
        leftSection={<IconRefresh size={13} />}
        loading={replace.isPending}
        onClick={open}
      >
        Replace address
      </Button>
      <Confirm
        opened={asked}
        onClose={close}
        title="Replace the address?"
        confirm="Replace"
        cancel="Keep it"
        onConfirm={() => replace.mutate()}
      >
        The current address stops working immediately. Enter the new one in every system that uses it.
      </Confirm>
    </>
  );
}
