import { ActionIcon, Group, NativeSelect, NumberInput } from '@mantine/core';
import { type Expectation, type Graph, titleOf } from '@perennial/domain/automation';
import type { Names } from '@perennial/domain/conditions';
import { IconTrash } from '@tabler/icons-react';
import { inUnit, type LaterUnit, laterUnits } from '../preview/preview';
import classes from './Scenarios.module.css';
import { expectationOn, subjectOf, withTime } from './scenario';

interface ExpectationRowProps {
  readonly graph: Graph;
  readonly names: Names;
  readonly expectation: Expectation;
  readonly onChange: (expectation: Expectation) => void;
  readonly onRemove: () => void;
}

const endings = [
  { value: 'completed', label: 'finishes' },
  { value: 'exited', label: 'exits early' },
  { value: 'goal', label: 'reaches the goal' },
];
const longestAmount = 5000;
const units = Object.keys(laterUnits).map((unit) => ({ value: unit, label: unit }));
const isEnding = (value: string): value is 'completed' | 'exited' | 'goal' => endings.some((ending) => ending.value === value);
const isUnit = (value: string): value is LaterUnit => Object.hasOwn(laterUnits, value);

/** One thing that must or must not happen, within a time or at any time. */
export function ExpectationRow({ graph, names, expectation, onChange, onRemove }: ExpectationRowProps) {
  const subject = subjectOf(expectation);
  const time = 'withinMinutes' in expectation && expectation.withinMinutes ? inUnit(expectation.withinMinutes) : null;
  const emails = [
    ...new Set([
      ...graph.nodes.flatMap(({ kind, config }) =>
        kind === 'sendEmail' && typeof config.templateId === 'string' && config.templateId !== '' ? [config.templateId] : [],
      ),
      ...(expectation.kind === 'email' ? [expectation.templateId] : []),
    ]),
  ];
  const steps = graph.nodes.filter(({ kind }) => kind !== 'trigger');
  const gone =
    expectation.kind === 'step' && !steps.some(({ id }) => id === expectation.nodeId)
      ? [{ value: subject, label: `${expectation.step} (removed)` }]
      : [];
  return (
    <li className={classes.expectation}>
      <Group gap={6} wrap="nowrap" mb={6}>
        <NativeSelect
          size="xs"
          aria-label="What is expected"
          style={{ flex: 1 }}
          value={subject}
          onChange={(event) => {
            const next = expectationOn(graph, event.currentTarget.value);
            if (next) onChange(next);
          }}
          data={[
            { value: 'ends', label: 'The journey' },
            { value: 'refused', label: 'The person' },
            {
              group: 'Emails',
              items: emails.map((id) => ({ value: `email:${id}`, label: names('template', id) ?? 'An email' })),
            },
            { group: 'Steps', items: [...gone, ...steps.map((step) => ({ value: `step:${step.id}`, label: titleOf(step) }))] },
          ]}
        />
        <ActionIcon variant="subtle" color="gray" aria-label="Remove the expectation" onClick={onRemove}>
          <IconTrash size={15} />
        </ActionIcon>
      </Group>
      <Group gap={6} wrap="nowrap">
        <Outcome expectation={expectation} onChange={onChange} />
        {expectation.kind !== 'refused' && (
          <>
            <NumberInput
              size="xs"
              aria-label="Within"
              placeholder="at any time"
              min={1}
              max={longestAmount}
              allowDecimal={false}
              style={{ flex: 1 }}
              value={time?.amount ?? ''}
              onChange={(next) => onChange(withTime(expectation, typeof next === 'number' ? next : null, time?.unit ?? 'days'))}
            />
            {time && (
              <NativeSelect
                size="xs"
                aria-label="Unit of the time limit"
                style={{ flex: 1 }}
                data={units}
                value={time.unit}
                onChange={({ currentTarget: { value } }) => isUnit(value) && onChange(withTime(expectation, time.amount, value))}
              />
            )}
          </>
        )}
      </Group>
    </li>
  );
}

function Outcome({ expectation, onChange }: Pick<ExpectationRowProps, 'expectation' | 'onChange'>) {
  const shared = { size: 'xs', 'aria-label': 'Outcome', style: { flex: 1.4 } } as const;
  if (expectation.kind === 'refused') return <NativeSelect {...shared} data={['does not enter']} />;
  if (expectation.kind === 'ends')
    return (
      <NativeSelect
        {...shared}
        data={endings}
        value={expectation.ending}
        onChange={({ currentTarget: { value } }) => isEnding(value) && onChange({ ...expectation, ending: value })}
      />
    );
  const verb = expectation.kind === 'email' ? 'sent' : 'reached';
  return (
    <NativeSelect
      {...shared}
      data={[
        { value: 'yes', label: `is ${verb}` },
        { value: 'no', label: `is not ${verb}` },
      ]}
      value={expectation.happens ? 'yes' : 'no'}
      onChange={(event) => onChange({ ...expectation, happens: event.currentTarget.value === 'yes' })}
    />
  );
}
