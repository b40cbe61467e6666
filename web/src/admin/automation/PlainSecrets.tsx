import { Button, Group, List, Modal, Text } from '@mantine/core';
import { type Graph, plainSecrets } from '@perennial/domain/automation';

interface PlainSecretsProps {
  readonly graph: Graph;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onPublish: () => void;
}

/** Asks for confirmation before publishing an automation that seems to contain a secret in plain text. */
export function PlainSecrets({ graph, opened, onClose, onPublish }: PlainSecretsProps) {
  return (
    <Modal opened={opened} onClose={onClose} title="Publish a secret in plain text?">
      <List size="sm" spacing="xs">
        {plainSecrets(graph).map(({ nodeId, path, message, fix }) => (
          <List.Item key={`${nodeId} ${path} ${message}`}>
            {message} {fix}
          </List.Item>
        ))}
      </List>
      <Text size="sm" c="dimmed" mt="md">
        Published versions are kept permanently.
      </Text>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onPublish}>
          Publish anyway
        </Button>
        <Button onClick={onClose}>Go back</Button>
      </Group>
    </Modal>
  );
}
