import { Button, Group, List, Text } from '@mantine/core';
import type { NotificationData } from '@mantine/notifications';
import { type FieldProblem, fieldProblemsOf, messageOf, namedProblem } from '../api/failure';
import { overlays } from '../overlays/overlays';

let count = 0;

/** Shows a message. Returns its ID, also while messages are still being loaded. */
function show(message: NotificationData): string {
  const id = `message-${++count}`;
  overlays.whenLoaded(({ notifications }) => notifications.show({ ...message, id }));
  return id;
}

const hide = (id: string): void => overlays.whenLoaded(({ notifications }) => notifications.hide(id));

/** Shows a success message. */
export function showDone(message: string): void {
  show({ message, autoClose: 4000, withBorder: true, color: 'pine' });
}

/** Shows a notice that stays until it is closed. */
export function showNotice(title: string, message: string): void {
  show({ title, message, autoClose: false, withBorder: true, color: 'yellow' });
}

/**
 * Shows an error message with the affected fields. A later failure of the same action replaces it, and {@link withdrawFailure}
 * removes it after a success.
 * @param problems the fields to name; left out: all that the error is about
 */
export function showFailure(error: unknown, what: string, problems: readonly FieldProblem[] = fieldProblemsOf(error)): void {
  withdrawFailure(what);
  const id = show({
    title: what,
    message: problems.length > 0 ? <Problems problems={problems} /> : messageOf(error),
    color: 'red',
    autoClose: 12_000,
    withBorder: true,
  });
  shown.set(failureOf(what), id);
}

const failureOf = (what: string): string => `failure: ${what}`;

/** Removes the message that something failed: it has succeeded since. */
export const withdrawFailure = (what: string): void => withdraw(failureOf(what));

function Problems({ problems }: { problems: readonly FieldProblem[] }) {
  return (
    <List size="sm">
      {problems.map((problem) => (
        <List.Item key={problem.field}>{namedProblem(problem)}</List.Item>
      ))}
    </List>
  );
}

/** Ids of the messages that the next one of their name replaces. */
const shown = new Map<string, string>();

/** Position of messages that must not hide the next action. */
interface Place {
  /** Replaces the last message with this name. */
  readonly instead?: string;
  readonly position?: NotificationData['position'];
}

/** Removes a message that is no longer true. */
export function withdraw(name: string): void {
  const id = shown.get(name);
  if (id) hide(id);
}

/** Shows a success message with an undo button, which replaces a confirmation dialog. */
export function showUndo(message: string, undo: () => unknown, place: Place = {}): void {
  const { instead, position } = place;
  if (instead) withdraw(instead);
  const id = show({
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
            hide(id);
            Promise.resolve(undo()).catch((error: unknown) => showFailure(error, 'The change was not undone'));
          }}
        >
          Undo
        </Button>
      </Group>
    ),
  });
  if (instead) shown.set(instead, id);
}
