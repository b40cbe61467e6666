import { Badge, Group, Text, UnstyledButton } from '@mantine/core';
import { Instant, useZone } from '../../../ui/values/Values';
import { inWords, readEvidence } from './evidence';
import type { Visit } from './run';
import classes from './VisitList.module.css';

interface VisitListProps {
  readonly visits: readonly Visit[];
  readonly labelOf: (nodeId: string) => string;
  readonly portOf: (nodeId: string, port: string) => string | undefined;
  readonly selected: string | null;
  readonly onSelect: (nodeId: string) => void;
}

/** Step by step, with the time, the turn taken and the values it was decided by. */
export function VisitList({ visits, labelOf, portOf, selected, onSelect }: VisitListProps) {
  const zone = useZone();
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
              {values.map((value) => (
                <Text key={`${value.field}${value.operator}`} size="xs" c="dimmed">
                  {value.label}: {inWords(value.actual, zone)}
                </Text>
              ))}
            </UnstyledButton>
          </li>
        );
      })}
    </ol>
  );
}
