import { ActionIcon, Group, Switch, Text } from '@mantine/core';
import { type ExitRule, sharedSubjects } from '@perennial/domain/automation';
import { always, eventLabel, scopeOfEvent } from '@perennial/domain/conditions';
import type { EventType } from '@perennial/domain/events';
import { IconTrash } from '@tabler/icons-react';
import { ConditionField } from '../../conditions/ConditionField';
import classes from './Panel.module.css';
import { SameProperty } from './SameProperty';

interface RuleCardProps {
  /** What the rule is: "Exit event" or "Goal event". */
  readonly label: string;
  readonly rule: ExitRule;
  /** Events that start the automation. */
  readonly startTypes: readonly EventType[];
  readonly error: string | undefined;
  readonly onChange: (rule: ExitRule) => void;
  readonly onRemove: () => void;
}

/** An exit rule or the goal: which events of its type count. */
export function RuleCard({ label, rule, startTypes, error, onChange, onRemove }: RuleCardProps) {
  const { eventType } = rule;
  const subjects = sharedSubjects(eventType, startTypes);
  return (
    <div className={classes.box}>
      <Group gap={6} wrap="nowrap" justify="space-between">
        <Text size="sm" fw={500}>
          {eventLabel(eventType)}
        </Text>
        <ActionIcon variant="subtle" color="gray" aria-label={`Remove: ${label}`} onClick={onRemove}>
          <IconTrash size={15} />
        </ActionIcon>
      </Group>
      <ConditionField
        label="Only if"
        description={undefined}
        error={error}
        value={rule.filters}
        onChange={(filters) => onChange({ ...rule, filters: filters as ExitRule['filters'] })}
        scope={scopeOfEvent(eventType)}
      />
      {subjects.length > 0 && (
        <Switch
          size="xs"
          label={`Only for the ${subjects.join(' or ')} the journey started with`}
          checked={rule.sameRecord}
          onChange={(event) => onChange({ ...rule, sameRecord: event.currentTarget.checked })}
        />
      )}
      <SameProperty
        label="Only if this property matches"
        recordLabel="Only with the same"
        eventType={eventType}
        value={rule.sameProperty}
        onChange={(sameProperty) => onChange({ ...rule, sameProperty })}
      />
    </div>
  );
}

/** A rule for an event of any content. */
export const ruleFor = (type: string): ExitRule => ({
  eventType: type as ExitRule['eventType'],
  filters: always,
  sameRecord: true,
});
