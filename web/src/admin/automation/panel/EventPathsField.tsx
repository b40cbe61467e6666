import { ActionIcon, Group, Input, Select, Stack, Switch, TextInput } from '@mantine/core';
import { freeBranchId, mostEventPaths, sharedSubjects, triggerTypes } from '@perennial/domain/automation';
import { scopeOfEvent } from '@perennial/domain/conditions';
import { isEventType } from '@perennial/domain/events';
import { IconTrash } from '@tabler/icons-react';
import { useShallow } from 'zustand/react/shallow';
import { AddButton } from '../../../ui/forms/AddButton';
import { ConditionField } from '../../conditions/ConditionField';
import { useEditor } from '../canvas/editor-context';
import { eventOptions } from './event-options';
import classes from './Panel.module.css';
import { SameProperty } from './SameProperty';

interface EventPath {
  readonly port: string;
  readonly label: string;
  readonly eventType: string;
  readonly filters: unknown;
  readonly sameRecord: boolean;
  readonly sameProperty?: string | null;
}

interface EventPathsFieldProps {
  readonly label: string;
  readonly description: string | undefined;
  readonly error: string | undefined;
  readonly value: unknown;
  readonly onChange: (paths: EventPath[]) => void;
  /** Removes an event with the steps behind its branch. */
  readonly onRemove: (port: string, paths: EventPath[]) => void;
}

const isPath = (entry: unknown): entry is EventPath =>
  typeof entry === 'object' && entry !== null && 'port' in entry && 'eventType' in entry;

/** Events to wait for, each with its own branch. */
export function EventPathsField({ label, description, error, value, onChange, onRemove }: EventPathsFieldProps) {
  const starts = useEditor(useShallow(({ graph }) => triggerTypes(graph)));
  const paths = Array.isArray(value) ? value.filter(isPath) : [];
  const change = (index: number, part: Partial<EventPath>) =>
    onChange(paths.map((path, place) => (place === index ? { ...path, ...part } : path)));
  const add = () =>
    onChange([
      ...paths,
      {
        port: freeBranchId(paths.map(({ port }) => port)),
        label: '',
        eventType: 'payment.succeeded',
        filters: { match: 'all', tests: [] },
        sameRecord: true,
      },
    ]);
  return (
    <Input.Wrapper label={label} description={description} error={error} labelElement="div">
      <Stack gap="xs" mt={6}>
        {paths.map((path, index) => (
          <div key={path.port} className={classes.box}>
            <Group gap={6} wrap="nowrap" align="flex-end">
              <Select
                size="xs"
                label={index === 0 ? 'Event' : 'Or event'}
                searchable
                data={eventOptions}
                value={path.eventType}
                onChange={(eventType) =>
                  eventType && change(index, { eventType, filters: { match: 'all', tests: [] }, sameProperty: null })
                }
                style={{ flex: 1 }}
              />
              <ActionIcon
                variant="subtle"
                color="gray"
                disabled={paths.length === 1}
                aria-label={`Remove event ${index + 1}`}
                onClick={() =>
                  onRemove(
                    path.port,
                    paths.filter((_, place) => place !== index),
                  )
                }
              >
                <IconTrash size={14} />
              </ActionIcon>
            </Group>
            <TextInput
              size="xs"
              label="Branch name"
              placeholder="Shown on the canvas, such as “paid”"
              value={path.label}
              onChange={(event) => change(index, { label: event.currentTarget.value })}
            />
            {isEventType(path.eventType) && sharedSubjects(path.eventType, starts).length > 0 && (
              <Switch
                size="xs"
                label="Same membership or course"
                checked={path.sameRecord}
                onChange={(event) => change(index, { sameRecord: event.currentTarget.checked })}
              />
            )}
            <SameProperty
              label="Property that must match"
              eventType={path.eventType}
              value={path.sameProperty}
              onChange={(sameProperty) => change(index, { sameProperty })}
            />
            <ConditionField
              label="Only if"
              description={undefined}
              error={undefined}
              value={path.filters}
              onChange={(filters) => change(index, { filters })}
              scope={scopeOfEvent(path.eventType)}
            />
          </div>
        ))}
        <AddButton disabled={paths.length >= mostEventPaths} onClick={add}>
          Add another event
        </AddButton>
      </Stack>
    </Input.Wrapper>
  );
}
