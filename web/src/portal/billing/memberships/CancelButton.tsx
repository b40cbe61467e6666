import { Button, Group, Modal, Text, Textarea } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { longestCancellationReason } from '@perennial/domain/billing';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { showDone, showUndo } from '../../../ui/feedback/toasts';
import { useUnsaved } from '../../../ui/forms/use-unsaved';
import { formatDate } from '../../../ui/values/instant';
import { useZone } from '../../../ui/values/Values';
import { cancelled, cancelMembership, type Membership, settled, undoCancel } from './memberships';

/** The cancellation dialog. It says what happens and when; the cancellation can be undone until then. */
export function CancelButton({ membership }: { membership: Membership }) {
  const queries = useQueryClient();
  const zone = useZone();
  const [opened, { open, close }] = useDisclosure();
  const [reason, setReason] = useState('');
  useUnsaved(reason.trim() !== '');
  const lastDay = membership.cancelEndsAt;
  const failing = membership.state === 'grace' || membership.state === 'suspended';
  const cancel = useMutation({
    mutationFn: async () => {
      await cancelMembership(membership.id, reason.trim() || undefined);
      await settled(queries, membership.id);
    },
    onSuccess: () => {
      setReason('');
      close();
      if (!lastDay) return showDone('Cancelled. Your membership has ended, and you will not be charged.');
      const message = `Cancelled. You keep access until ${formatDate(lastDay, zone)}.`;
      const undo = async () => {
        await undoCancel(membership.id);
        await settled(queries, membership.id);
      };
      showUndo(message, undo, { instead: cancelled(membership.id) });
    },
    meta: { failed: 'Not cancelled' },
  });
  return (
    <>
      <Button variant="subtle" color="gray" onClick={open}>
        Cancel
      </Button>
      <Modal opened={opened} onClose={close} title={`Cancel ${membership.planTitle}?`}>
        {failing && <Text mb="xs">Your last payment did not go through. If you cancel, we will not try to collect it.</Text>}
        <Text>
          {lastDay
            ? `You keep access until ${formatDate(lastDay, zone)} and will not be charged again. Until then, you can undo the cancellation here.`
            : 'Your membership ends immediately and you will not be charged again. This cannot be undone.'}
        </Text>
        <Textarea
          label="What made you decide?"
          description="Optional. It helps us."
          mt="md"
          autosize
          minRows={2}
          maxLength={longestCancellationReason}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={close}>
            Keep my membership
          </Button>
          <Button color="red" loading={cancel.isPending} onClick={() => cancel.mutate()}>
            Cancel membership
          </Button>
        </Group>
      </Modal>
    </>
  );
}
