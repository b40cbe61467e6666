import { Button, Group, Text } from '@mantine/core';
import { type NotificationData, notifications } from '@mantine/notifications';
import { messageOf } from '../api/failure';

/** Says that something is done. */
export function showDone(message: string): void {
  notifications.show({ message, autoClose: 4000, withBorder: true, color: 'pine' });
}

/** Says what somebody should know and decide on; stays until it is closed. */
export function showNotice(title: string, message: string): void {
  notifications.show({ title, message, autoClose: false, withBorder: true, color: 'yellow' });
}

/** Says what failed; stays until it is read. */
export function showFailure(error: unknown, what: string): void {
  notifications.show({ title: what, message: messageOf(error), color: 'red', autoClose: 12_000, withBorder: true });
}

/** Ids of the messages that the next one of their name replaces. */
const standing = new Map<string, string>();

/** Where a message stands that is not to hide what comes next. */
interface Place {
  /** Takes the place of the last message of this name. */
  readonly instead?: string;
  readonly position?: NotificationData['position'];
}

/** Takes a message back that is not true any more. */
export function withdraw(name: string): void {
  const id = standing.get(name);
  if (id) notifications.hide(id);
}

/** Says that something is done and offers to take it back: undo beats asking. */
export function showUndo(message: string, undo: () => unknown, place: Place = {}): void {
  const { instead, position } = place;
  if (instead) withdraw(instead);
  const id = notifications.show({
    ...(position && { position }),
    autoClose: 10_000,
    withBorder: true,
    color: 'pine',
    message: (
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">{message}</Text>
        <Button
          size="compact-sm"
          variant="light"
          style={{ flex: 'none' }}
          onClick={() => {
            notifications.hide(id);
            Promise.resolve(undo()).catch((error: unknown) => showFailure(error, 'That could not be taken back'));
          }}
        >
          Undo
        </Button>
      </Group>
    ),
  });
  if (instead) standing.set(instead, id);
}
