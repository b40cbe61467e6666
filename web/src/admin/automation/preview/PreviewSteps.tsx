import { Select, Text, UnstyledButton } from '@mantine/core';
import type { Graph } from '@perennial/domain/automation';
import { formatInstant } from '../../../ui/values/instant';
import { useZone } from '../../../ui/values/Values';
import { readComparisons } from '../runs/evidence';
import { Seen } from '../runs/Seen';
import classes from '../runs/VisitList.module.css';
import { forksOf, type PreviewStep, unchosen } from './preview';

interface PreviewStepsProps {
  readonly graph: Graph;
  readonly steps: readonly PreviewStep[];
  readonly labelOf: (nodeId: string) => string;
  readonly branches: Readonly<Record<string, string>>;
  readonly onWay: (nodeId: string, port: string | null) => void;
  readonly selected: string | null;
  readonly onSelect: (nodeId: string) => void;
}

/** Steps of the preview. At a decision, the branch can be chosen. */
export function PreviewSteps({ graph, steps, labelOf, branches, onWay, selected, onSelect }: PreviewStepsProps) {
  const zone = useZone();
  return (
    <ol className={classes.visits} style={{ padding: '1rem 0 0', marginInline: '-0.625rem' }}>
      {steps.map((step, index) => {
        const first = steps.findIndex(({ nodeId, visit }) => nodeId === step.nodeId && visit === step.visit) === index;
        // A choice applies to each visit of the step.
        const asks = steps.findIndex(({ nodeId }) => nodeId === step.nodeId) === index;
        const forks = asks ? forksOf(graph, step.nodeId) : [];
        return (
          <li key={`${step.nodeId}:${step.visit}:${step.at}:${step.port ?? 'begins'}`}>
            <UnstyledButton
              className={classes.visit}
              data-selected={step.nodeId === selected || undefined}
              onClick={() => onSelect(step.nodeId)}
            >
              {first && (
                <Text size="sm" fw={500}>
                  {labelOf(step.nodeId)}
                </Text>
              )}
              <Text size="xs" c="dimmed" className="p-numbers">
                {formatInstant(step.at, zone)}
              </Text>
              {step.text && (
                <Text size="sm" mt={2}>
                  {step.text}
                </Text>
              )}
              {readComparisons(step.values).map((value, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: several branches may compare one field; the list never changes
                <Text key={place} size="xs" c="dimmed">
                  {value.label}: <Seen comparison={value} />
                </Text>
              ))}
            </UnstyledButton>
            {forks.length > 0 && (
              <Select
                size="xs"
                px="0.625rem"
                pb="xs"
                aria-label={`Outcome of “${labelOf(step.nodeId)}”`}
                placeholder={unchosen(graph, step.nodeId)}
                clearable
                data={forks}
                value={branches[step.nodeId] ?? null}
                onChange={(port) => onWay(step.nodeId, port)}
              />
            )}
          </li>
        );
      })}
    </ol>
  );
}
