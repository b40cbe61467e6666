import { ActionIcon, Button, Group, Stack, Text, Title, Tooltip } from '@mantine/core';
import { definitionOf, type FormField, findNode, plainSecrets, scopeOfGraph } from '@perennial/domain/automation';
import { scopeOfEvent } from '@perennial/domain/conditions';
import { IconCopy, IconTrash, IconX } from '@tabler/icons-react';
import { Fragment, useMemo } from 'react';
import { showUndo } from '../../../ui/feedback/toasts';
import type { Automation } from '../automation';
import { summaryOf } from '../canvas/card';
import { useEditor, useEditorSession } from '../canvas/editor-context';
import { iconOf } from '../canvas/icons';
import { useProblems } from '../problems';
import { useRecordNames } from '../use-record-names';
import { MailOfStep } from './MailOfStep';
import { NextSteps } from './NextSteps';
import classes from './Panel.module.css';
import { SettingField } from './SettingField';

/** Settings of the chosen step, made from its kind's own schema. */
export function StepPanel({ automation }: { automation: Automation }) {
  const problems = useProblems(automation);
  const selected = useEditor((state) => state.selected);
  const step = useEditor(({ graph }) => (selected ? findNode(graph, selected) : undefined));
  const graph = useEditor((state) => state.graph);
  const apply = useEditor((state) => state.apply);
  const select = useEditor((state) => state.select);
  const { store } = useEditorSession();
  const names = useRecordNames(step ? [step] : []);
  const ofGraph = useMemo(() => scopeOfGraph(graph), [graph]);
  if (!step) return null;
  const definition = definitionOf(step);
  const { config } = step;
  const eventType = typeof config.eventType === 'string' ? config.eventType : undefined;
  const scope = step.kind === 'trigger' ? scopeOfEvent(eventType) : ofGraph;
  const Icon = iconOf(definition.icon);
  const set = (field: FormField, value: unknown) => {
    // Conditions about another event mean nothing for this one.
    const fresh = step.kind === 'trigger' && field.control === 'eventType' ? { filters: { match: 'all', tests: [] } } : {};
    apply({ type: 'updateConfig', nodeId: step.id, config: { ...config, ...fresh, [field.name]: value } });
  };
  const remove = () => {
    apply({ type: 'removeNode', nodeId: step.id });
    showUndo(`${definition.label} removed.`, () => store.temporal.getState().undo());
  };
  const duplicate = () => {
    const newId = `s${crypto.randomUUID().slice(0, 8)}`;
    if (!apply({ type: 'duplicateNode', nodeId: step.id, newId })) select(newId);
  };
  const mine = problems.filter((problem) => problem.nodeId === step.id);
  const errorOf = (field: FormField) => {
    const problem = mine.find(({ setting }) => setting?.split('.')[0] === field.name);
    return problem && (problem.code === 'mail_variables' ? `${problem.message} ${problem.fix}` : problem.message);
  };
  const elsewhere = mine.filter(({ setting }) => !definition.form.some(({ name }) => name === setting?.split('.')[0]));
  return (
    <section className={classes.panel} aria-label={`Settings of ${definition.label}`} data-family={definition.family}>
      <Group justify="space-between" wrap="nowrap" mb="sm">
        <Group gap="xs" wrap="nowrap">
          <Icon size={18} stroke={1.8} />
          <Title order={2} size="h3">
            {definition.label}
          </Title>
        </Group>
        <ActionIcon variant="subtle" color="gray" aria-label="Close settings" onClick={() => select(null)}>
          <IconX size={16} />
        </ActionIcon>
      </Group>
      <Text size="sm" c="dimmed" mb="md">
        {summaryOf(step, names)}
      </Text>
      <Stack gap="md">
        {definition.form
          .filter((field) => isShown(field, config))
          .map((field) => (
            <Fragment key={`${step.id}.${field.name}`}>
              <SettingField
                field={field}
                schema={definition.schema.shape[field.name]}
                value={config[field.name]}
                onChange={(value) => set(field, value)}
                error={errorOf(field)}
                scope={scope}
              />
              {field.reference === 'template' && <MailOfStep step={step} />}
            </Fragment>
          ))}
        {plainSecrets({ ...graph, nodes: [step] })
          .filter(({ nodeId }) => nodeId === step.id)
          .map(({ path, message, fix }) => (
            <Text key={`${path} ${message}`} size="sm" className={classes.warning}>
              {message} {fix}
            </Text>
          ))}
        {elsewhere.map((problem) => (
          <Text key={`${problem.code}${problem.edge ?? ''}`} size="sm" className={classes.warning}>
            {problem.message} {problem.fix}
          </Text>
        ))}
      </Stack>
      <NextSteps step={step} />
      <Group mt="lg" gap="xs">
        <Tooltip label="Add a copy to the canvas">
          <Button size="xs" variant="default" leftSection={<IconCopy size={13} />} onClick={duplicate}>
            Duplicate
          </Button>
        </Tooltip>
        <Button size="xs" variant="subtle" color="red" leftSection={<IconTrash size={13} />} onClick={remove}>
          Remove
        </Button>
      </Group>
    </section>
  );
}

function isShown({ showWhen }: FormField, config: Readonly<Record<string, unknown>>): boolean {
  if (!showWhen) return true;
  const value = config[showWhen.setting];
  return typeof value === 'string' && showWhen.is.includes(value);
}
