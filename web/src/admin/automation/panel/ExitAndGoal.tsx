import { MultiSelect, Select, Stack } from '@mantine/core';
import { triggerTypes } from '@perennial/domain/automation';
import { useMemo } from 'react';
import { useEditor } from '../canvas/editor-context';
import type { StepProblem } from '../problems';
import { eventOptions } from './event-options';
import { GoalStep } from './GoalStep';
import { RuleCard, ruleFor } from './RuleCard';

/** What ends a journey at any step: the exit rules, and the goal. */
export function ExitAndGoal({ problems }: { problems: readonly StepProblem[] }) {
  const graph = useEditor((state) => state.graph);
  const apply = useEditor((state) => state.apply);
  const { exitRules, goal } = graph;
  const startTypes = useMemo(() => triggerTypes(graph), [graph]);
  const errorAt = (path: string) => problems.find(({ nodeId, setting }) => !nodeId && setting?.startsWith(`${path}.`))?.message;
  const setExits = (rules: typeof exitRules) => apply({ type: 'setExitRules', exitRules: rules });
  const known = (type: string) => exitRules.find(({ eventType }) => eventType === type) ?? ruleFor(type);
  return (
    <>
      <Stack gap="xs">
        <MultiSelect
          label="Exit when"
          description="At any step."
          searchable
          data={eventOptions}
          value={exitRules.map(({ eventType }) => eventType)}
          onChange={(types) => setExits(types.map(known))}
        />
        {exitRules.map((rule, index) => (
          <RuleCard
            key={rule.eventType}
            label="Exit event"
            rule={rule}
            startTypes={startTypes}
            error={errorAt(`exitRules.${index}`)}
            onChange={(next) => setExits(exitRules.map((other, place) => (place === index ? next : other)))}
            onRemove={() => setExits(exitRules.filter((_, place) => place !== index))}
          />
        ))}
      </Stack>
      <Stack gap="xs">
        <Select
          label="Goal"
          description="Reaching the goal counts as success, at any step."
          searchable
          clearable
          data={eventOptions}
          value={goal?.eventType ?? null}
          onChange={(type) => apply({ type: 'setGoal', goal: type ? ruleFor(type) : null })}
        />
        {goal && (
          <>
            <RuleCard
              label="Goal event"
              rule={goal}
              startTypes={startTypes}
              error={errorAt('goal')}
              onChange={(next) => apply({ type: 'setGoal', goal: next })}
              onRemove={() => apply({ type: 'setGoal', goal: null })}
            />
            <GoalStep />
          </>
        )}
      </Stack>
    </>
  );
}
