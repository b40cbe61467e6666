import { Alert, Checkbox, List, Text } from '@mantine/core';
import type { ScenarioResult } from '@perennial/domain/automation';

interface FailingScenariosProps {
  readonly failing: readonly ScenarioResult[];
  /** Whether publishing is refused until they pass. */
  readonly mustPass: boolean;
  readonly accepted: boolean;
  readonly onAccept: (accepted: boolean) => void;
}

/** The scenarios that fail, what differs, and the decision to publish in spite of them. */
export function FailingScenarios({ failing, mustPass, accepted, onAccept }: FailingScenariosProps) {
  const title = failing.length === 1 ? '1 scenario fails' : `${failing.length} scenarios fail`;
  return (
    <Alert color="yellow" variant="light" title={title}>
      <List size="sm">
        {failing.map(({ id, name, differences }) => (
          <List.Item key={id}>
            <b>{name}:</b> {differences.join(' ')}
          </List.Item>
        ))}
      </List>
      {mustPass ? (
        <Text size="sm" mt="xs">
          This automation is published only when every scenario passes. Fix the automation or the scenarios in the preview.
        </Text>
      ) : (
        <Checkbox
          mt="sm"
          size="sm"
          label={failing.length === 1 ? 'Publish although it fails' : 'Publish although they fail'}
          checked={accepted}
          onChange={(event) => onAccept(event.currentTarget.checked)}
        />
      )}
    </Alert>
  );
}
