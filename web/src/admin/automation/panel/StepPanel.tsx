import { ActionIcon, Group, Stack, Text, Title } from '@mantine/core';
import {
  definitionOf,
  type FormField,
  findNode,
  newTrigger,
  plainSecrets,
  scopeOfGraph,
  scopeOfTrigger,
  titleOf,
} from '@perennial/domain/automation';
import { scopeOfEvent } from '@perennial/domain/conditions';
import { isEventType } from '@perennial/domain/events';
import { IconX } from '@tabler/icons-react';
import { Fragment, useMemo } from 'react';
import { showUndo } from '../../../ui/feedback/toasts';
import type { Automation } from '../automation';
import { summaryOf, withSteps } from '../canvas/card';
import { useEditor, useEditorSession } from '../canvas/editor-context';
import { iconOf } from '../canvas/icons';
import { StepHold } from '../holds/StepHold';
import { useProblems } from '../problems';
import { useRecordNames } from '../use-record-names';
import { Deliveries } from '../webhooks/Deliveries';
import { SampleProvider } from '../webhooks/sample';
import { WebhookAddress } from '../webhooks/WebhookAddress';
import { MailOfStep } from './MailOfStep';
import { NextSteps } from './NextSteps';
import classes from './Panel.module.css';
import { SettingField } from './SettingField';
import { StepActions } from './StepActions';
import { StepName } from './StepName';
import { TryStep } from './TryStep';

/** Settings of the selected step, generated from the schema of its kind. */
export function StepPanel({ automation }: { automation: Automation }) {
  const problems = useProblems(automation);
  const selected = useEditor((state) => state.selected);
  const step = useEditor(({ graph }) => (selected ? findNode(graph, selected) : undefined));
  const graph = useEditor((state) => state.graph);
  const fresh = useEditor((state) => state.fresh);
  const apply = useEditor((state) => state.apply);
  const select = useEditor((state) => state.select);
  const { store } = useEditorSession();
  const names = useRecordNames(step ? [step] : []);
  const ofGraph = useMemo(() => scopeOfGraph(graph), [graph]);
  const scope = useMemo(() => {
    if (step?.kind === 'trigger') return scopeOfTrigger(step.config);
    // A step that waits for a condition looks at the person only.
    return step?.kind === 'waitForCondition' ? scopeOfEvent(undefined) : ofGraph;
  }, [step, ofGraph]);
  if (!step) return null;
  const definition = definitionOf(step);
  const { config } = step;
  const eventType = typeof config.eventType === 'string' ? config.eventType : undefined;
  const Icon = iconOf(definition.icon);
  const isNew = fresh?.nodeId === step.id;
  const onWebhook = step.kind === 'trigger' && eventType === 'webhook.received';
  const set = (field: FormField, value: unknown) => {
    if (isNew) store.getState().setFresh({ nodeId: step.id, edited: new Set([...fresh.edited, field.name]) });
    // Conditions and settings about another event do not apply to this one.
    if (step.kind === 'trigger' && field.control === 'eventType' && typeof value === 'string' && isEventType(value)) {
      apply({ type: 'updateConfig', nodeId: step.id, config: { ...newTrigger(value) } });
      return;
    }
    // A value belongs to its contact field.
    const emptied = step.kind === 'setField' && field.reference === 'field' ? { value: null } : {};
    apply({ type: 'updateConfig', nodeId: step.id, config: { ...config, ...emptied, [field.name]: value } });
  };
  const removeBranch = (field: FormField, port: string, value: unknown) => {
    const steps = graph.nodes.length;
    apply({ type: 'removeBranch', nodeId: step.id, port, config: { ...config, [field.name]: value } });
    const gone = steps - store.getState().graph.nodes.length;
    showUndo(removedBranch(gone), () => store.temporal.getState().undo());
  };
  const mine = problems.filter((problem) => problem.nodeId === step.id);
  const errorOf = (field: FormField) => {
    // A setting that nobody could fill in yet is not an error.
    if (isNew && !fresh.edited.has(field.name)) return undefined;
    // Each branch, and each field of a body, shows its own issues.
    const isList = field.control === 'branches' || field.control === 'bodyFields';
    const isHere = (setting = '') => (isList ? setting : setting.split('.')[0]) === field.name;
    const problem = mine.find(({ setting }) => isHere(setting));
    if (!problem) return undefined;
    // Beside its field, a message does not repeat the label.
    const message = problem.message.replace(`“${field.title}”: `, '');
    return problem.code === 'mail_variables' ? `${message} ${problem.fix}` : message;
  };
  const errorAt = (field: FormField, path: string) => {
    if (isNew && !fresh.edited.has(field.name)) return undefined;
    const problem = mine.find(({ setting = '' }) => setting === path || setting.startsWith(`${path}.`));
    return problem?.message.replace(`“${field.title}”: `, '');
  };
  const elsewhere =
    isNew && fresh.edited.size === 0
      ? []
      : mine.filter(({ setting }) => !definition.form.some(({ name }) => name === setting?.split('.')[0]));
  return (
    <section className={classes.panel} aria-label={`Settings of ${titleOf(step)}`} data-family={definition.family}>
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
        {summaryOf(step, step.kind === 'goBack' ? withSteps(graph, names) : names)}
      </Text>
      <SampleProvider key={`sample ${step.id}`} automationId={automation.id} nodeId={step.id} enabled={onWebhook}>
        <Stack gap="md">
          <StepName key={step.id} step={step} />
          {definition.form
            .filter((field) => isShown(field, config))
            .map((field) => (
              <Fragment key={`${step.id}.${field.name}`}>
                <SettingField
                  nodeId={step.id}
                  field={field}
                  schema={definition.schema.shape[field.name]}
                  value={config[field.name]}
                  config={config}
                  onChange={(value) => set(field, value)}
                  onRemoveBranch={(port, value) => removeBranch(field, port, value)}
                  error={errorOf(field)}
                  errorAt={(path) => errorAt(field, path)}
                  scope={scope}
                />
                {field.reference === 'template' && <MailOfStep step={step} />}
                {onWebhook && field.control === 'eventType' && (
                  <>
                    <WebhookAddress automationId={automation.id} nodeId={step.id} />
                    <Deliveries />
                  </>
                )}
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
      </SampleProvider>
      <TryStep key={`try ${step.id}`} step={step} />
      <NextSteps step={step} />
      <StepHold automation={automation} step={step} />
      <StepActions step={step} />
    </section>
  );
}

const removedBranch = (steps: number): string => {
  if (steps === 0) return 'Branch removed.';
  return steps === 1 ? 'Branch removed, with the step behind it.' : `Branch removed, with the ${steps} steps behind it.`;
};

function isShown({ showWhen }: FormField, config: Readonly<Record<string, unknown>>): boolean {
  if (!showWhen) return true;
  const value = config[showWhen.setting];
  return typeof value === 'string' && showWhen.is.includes(value);
}
