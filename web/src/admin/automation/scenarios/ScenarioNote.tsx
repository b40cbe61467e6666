import { Text, UnstyledButton } from '@mantine/core';
import { useEditor } from '../canvas/editor-context';
import { passText } from './scenario';
import { useScenarioResults } from './use-results';

/** How many scenarios pass, with a link to them. Nothing where there are none. */
export function ScenarioNote() {
  const graph = useEditor((state) => state.graph);
  const setPreviewing = useEditor((state) => state.setPreviewing);
  const results = useScenarioResults(graph);
  if (results.length === 0) return null;
  return (
    <Text size="sm" mt="xs">
      <UnstyledButton fz="sm" td="underline" onClick={() => setPreviewing(true)}>
        {passText(results)}
      </UnstyledButton>
    </Text>
  );
}
