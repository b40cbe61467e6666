import { Badge, Group, Text, UnstyledButton } from '@mantine/core';
import type { Evidence } from '@perennial/domain';
import { Instant } from '../../../ui/values/Values';
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
  return (
    <ol className={classes.visits}>
      {visits.map((visit) => {
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
              {visit.evidence?.reason && (
                <Text size="sm" mt={4}>
                  {visit.evidence.reason}
                </Text>
              )}
              {(visit.evidence?.values ?? []).map((value) => (
                <Text key={`${value.field}${value.operator}`} size="xs" c="dimmed">
                  {value.label}: {shown(value.actual)}
                </Text>
              ))}
            </UnstyledButton>
          </li>
        );
      })}
    </ol>
  );
}

function shown(value: Evidence['actual']): string {
  if (value === null || value === undefined || value === '') return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'nothing' : value.join(', ');
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return String(value);
}
