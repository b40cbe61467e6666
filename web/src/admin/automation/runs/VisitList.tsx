import { Badge, Group, Text, UnstyledButton } from '@mantine/core';
import { Instant } from '../../../ui/values/Values';
import { readEvidence } from './evidence';
import type { Visit } from './run';
import { Seen } from './Seen';
import classes from './VisitList.module.css';

interface VisitListProps {
  readonly visits: readonly Visit[];
  readonly labelOf: (nodeId: string) => string;
  readonly portOf: (nodeId: string, port: string) => string | undefined;
  readonly selected: string | null;
  readonly onSelect: (nodeId: string) => void;
}

/** The visited steps, with the time, the branch taken and the values that decided it. */
export function VisitList({ visits, labelOf, portOf, selected, onSelect }: VisitListProps) {
  return (
    <ol className={classes.visits}>
      {visits.map((visit) => {
        const { reason, values } = readEvidence(visit.evidence);
        const way = visit.port ? portOf(visit.nodeId, visit.port) : undefined;
        return (
          <li key={`${visit.nodeId}:${visit.visit}:${visit.enteredAt}`}>
            <UnstyledButton
              className={classes.visit}
              data-selected={visit.nodeId === selected || undefined}
              onClick={() => onSelect(visit.nodeId)}
            >
              <Text size="sm" fw={500}>
                {labelOf(visit.nodeId)}
              </Text>
              <Text size="xs" c="dimmed">
                <Instant at={visit.enteredAt} />
              </Text>
              {way && way !== 'then' && (
                <Group gap={6} mt={4}>
                  <Badge variant="default" size="sm" tt="none" fw={500}>
                    {way}
                  </Badge>
                </Group>
              )}
              {reason && (
                <Text size="sm" mt={4}>
                  {reason}
                </Text>
              )}
              {values.map((value, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: several branches may compare one field; the list never changes
                <Text key={place} size="xs" c="dimmed">
                  {value.label}: <Seen comparison={value} />
                </Text>
              ))}
            </UnstyledButton>
          </li>
        );
      })}
    </ol>
  );
}
