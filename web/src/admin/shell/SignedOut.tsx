import { Anchor, Button, Group, Modal, Text } from '@mantine/core';

interface SignedOutProps {
  readonly opened: boolean;
  /** Asks who is signed in once more. */
  readonly onContinue: () => void;
  readonly checking: boolean;
}

/** The session has ended while something is not saved: the page stays, so that it can be saved after signing in elsewhere. */
export function SignedOut({ opened, onContinue, checking }: SignedOutProps) {
  return (
    <Modal
      opened={opened}
      onClose={onContinue}
      title="You are signed out"
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
      zIndex={500}
    >
      <Text>
        What you typed is still on this page.{' '}
        <Anchor href="/sign-in" target="_blank" inherit>
          Sign in in a new tab
        </Anchor>
        , then come back and save it.
      </Text>
      <Group justify="flex-end" mt="lg">
        <Button onClick={onContinue} loading={checking}>
          I have signed in
        </Button>
      </Group>
    </Modal>
  );
}
