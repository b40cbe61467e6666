import { Anchor, Button, Group, Text } from '@mantine/core';
import { unsavedForms } from '../forms/unsaved';
import { DeferredModal } from '../overlays/Overlays';

interface SignedOutProps {
  readonly opened: boolean;
  /** The person for whom the page was opened. */
  readonly who: string;
  /** The person who has signed in instead; null for none. */
  readonly other: string | null;
  /** Reloads the session. */
  readonly onContinue: () => void;
  readonly checking: boolean;
}

/** The session has ended while something is not saved: the page stays, so that it can be saved after signing in elsewhere. */
export function SignedOut({ opened, who, other, onContinue, checking }: SignedOutProps) {
  return (
    <DeferredModal
      opened={opened}
      onClose={onContinue}
      title="You are signed out"
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
      zIndex={500}
    >
      {other === null ? (
        <Text>
          What you typed is still on this page.{' '}
          <Anchor href="/sign-in" target="_blank" inherit>
            Sign in in a new tab
          </Anchor>
          , then come back and save it.
        </Text>
      ) : (
        <Text>
          {other} is signed in now. What was typed on this page belongs to {who}: sign in as {who} in a new tab to save it.
        </Text>
      )}
      <Group justify="flex-end" mt="lg">
        <Button variant="subtle" color="red" onClick={() => unsavedForms.discardAll()}>
          Leave without saving
        </Button>
        <Button onClick={onContinue} loading={checking}>
          I have signed in
        </Button>
      </Group>
    </DeferredModal>
  );
}
