import { Select, Stack, Title } from '@mantine/core';
import { definitionOf, findNode, type GraphNode, legalTargets, portsOf, targetOf } from '@perennial/domain/automation';
import { showFailure } from '../../../ui/feedback/toasts';
import { useEditor, useNames } from '../canvas/editor-context';

/** Where each way out of a step leads: what the mouse wires on the canvas, by keyboard and on a phone. */
export function NextSteps({ step }: { step: GraphNode }) {
  const graph = useEditor((state) => state.graph);
  const apply = useEditor((state) => state.apply);
  const names = useNames();
  const ports = portsOf(step);
  if (ports.length === 0) return null;
  const wordsOf = (id: string) => {
    const node = findNode(graph, id);
    return node ? definitionOf(node).summary(node.config, names) : 'A step';
  };
  return (
    <Stack gap="xs" mt="lg">
      <Title order={3} size="sm">
        What comes next
      </Title>
      {ports.map(({ id: port, label }) => {
        const from = { nodeId: step.id, port };
        return (
          <Select
            key={port}
            size="xs"
            clearable
            {...(ports.length > 1 ? { label: `If ${label}` } : { 'aria-label': 'Next step' })}
            placeholder="Nothing: the journey ends here"
            nothingFoundMessage="No other step can come next"
            data={legalTargets(graph, from).map((id) => ({ value: id, label: wordsOf(id) }))}
            value={targetOf(graph, step.id, port) ?? null}
            onChange={(target) => {
              const refused = apply(target ? { type: 'connect', from, target } : { type: 'disconnect', from });
              if (refused) showFailure(new Error(refused), refused);
            }}
          />
        );
      })}
    </Stack>
  );
}
