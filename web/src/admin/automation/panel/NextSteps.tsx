import { Select, Stack, Title } from '@mantine/core';
import { findNode, type GraphNode, legalTargets, portsOf, targetOf } from '@perennial/domain/automation';
import { summaryOf } from '../canvas/card';
import { useEditor } from '../canvas/editor-context';
import { showRefusal } from '../canvas/refusal';
import { useRecordNames } from '../use-record-names';

/** Where each way out of a step leads: what the mouse wires on the canvas, by keyboard and on a phone. */
export function NextSteps({ step }: { step: GraphNode }) {
  const graph = useEditor((state) => state.graph);
  const apply = useEditor((state) => state.apply);
  const names = useRecordNames(graph.nodes);
  const ports = portsOf(step);
  if (ports.length === 0) return null;
  const wordsOf = (id: string) => {
    const node = findNode(graph, id);
    return node ? summaryOf(node, names) : 'A step';
  };
  return (
    <Stack gap="xs" mt="lg">
      <Title order={3} size="sm">
        Next steps
      </Title>
      {ports.map(({ id: port, label }) => {
        const from = { nodeId: step.id, port };
        return (
          <Select
            key={port}
            size="xs"
            clearable
            {...(ports.length > 1 ? { label: `If ${label}` } : { 'aria-label': 'Next step' })}
            placeholder="None. The journey ends here."
            nothingFoundMessage="No other steps available"
            data={legalTargets(graph, from).map((id) => ({ value: id, label: wordsOf(id) }))}
            value={targetOf(graph, step.id, port) ?? null}
            onChange={(target) => {
              showRefusal(apply(target ? { type: 'connect', from, target } : { type: 'disconnect', from }));
            }}
          />
        );
      })}
    </Stack>
  );
}
