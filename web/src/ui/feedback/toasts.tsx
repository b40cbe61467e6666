import { Button, Group, List, Text } from '@mantine/core';
import { type NotificationData, notifications } from '@mantine/notifications';
import { type FieldProblem, fieldProblemsOf, messageOf, namedProblem } from '../api/failure';

/** Says that something is done. */
export function showDone(message: string): void {
  notifications.show({ message, autoClose: 4000, withBorder: true, color: 'pine' });
}

/** Says what somebody should know and decide on; stays until it is closed. */
export function showNotice(title: string, message: string): void {
  notifications.show({ title, message, autoClose: false, withBorder: true, color: 'yellow' });
}

/**
 * Says what failed, and names every field that it is about. A later failure of the same thing takes its place, and
 * {@link withdrawFailure} removes it once the thing has succeeded.
 * @param problems the fields to name; left out: all that the error is about
 */
export function showFailure(error: unknown, what: string, problems: readonly FieldProblem[] = fieldProblemsOf(error)): void {
  withdrawFailure(what);
  const id = notifications.show({
    title: what,
    message: problems.length > 0 ? <Problems problems={problems} /> : messageOf(error),
    color: 'red',
    autoClose: 12_000,
    withBorder: true,
  });
  standing.set(failureOf(what), id);
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
            Promise.resolve(undo()).catch((error: unknown) => showFailure(error, 'That could not be undone'));
          }}
        >
          Undo
        </Button>
      </Group>
    ),
  });
  if (instead) standing.set(instead, id);
}
