import { Alert, Anchor, Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { eventCatalogue } from '@perennial/domain/events';
import { MailTemplate } from '@perennial/domain/messaging';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { ApiFailure, problemAt } from '../../ui/api/failure';
import { ErrorState, FormSkeleton } from '../../ui/feedback/States';
import { showDone, showUndo } from '../../ui/feedback/toasts';
import { ChangedElsewhere } from '../../ui/forms/ChangedElsewhere';
import { Form } from '../../ui/forms/Form';
import { useUnsaved } from '../../ui/forms/use-unsaved';
import { PageHeader } from '../../ui/shell/PageHeader';
import { BlockList } from './BlockList';
import { keyed } from './blocks';
import { resetTemplate, type StoredTemplate, saveTemplate, templatesKey, useTemplate } from './email-settings';
import { MailPreviewPane } from './MailPreviewPane';
import { type Occasion, occasionsOf, placeOf } from './occasions';
import classes from './TemplateEditor.module.css';
import { TestMail } from './TestMail';
import { VariableList } from './VariableList';

/** Blocks on the left, the preview on the right. */
export function TemplateEditor() {
  const { id = '' } = useParams();
  const stored = useTemplate(id);
  const [reset, setReset] = useState(0);
  if (stored.isError && !stored.data) {
    return <ErrorState error={stored.error} what="The template could not be loaded" onRetry={() => void stored.refetch()} />;
  }
  if (!stored.data) return <FormSkeleton fields={5} />;
  return <Editor key={`${id}:${reset}`} stored={stored.data} onReset={() => setReset(reset + 1)} />;
}

function Editor({ stored, onReset }: { stored: StoredTemplate; onReset: () => void }) {
  const queries = useQueryClient();
  const [search] = useSearchParams();
  const occasions = occasionsOf(stored, search);
  const [chosen, choose] = useState(0);
  const { eventType, audience } = occasions[chosen] ?? occasions[0];
  const place = placeOf(search, stored);
  const [name, setName] = useState(stored.name);
  const [head, setHead] = useState({ subject: stored.template.subject, previewText: stored.template.previewText });
  const [blocks, setBlocks] = useState(() => keyed(stored.template.blocks));
  const [saved, setSaved] = useState(() => textOf(stored));
  const template: MailTemplate = { ...head, blocks: blocks.map(({ block }) => block) };
  const dirty = JSON.stringify({ name, ...template }) !== saved;
  useUnsaved(dirty);
  const adopt = () => {
    setName(stored.name);
    setHead({ subject: stored.template.subject, previewText: stored.template.previewText });
    setBlocks(keyed(stored.template.blocks));
    setSaved(textOf(stored));
  };
  // Shows what another person saved, unless it would replace unsaved input.
  const differs = textOf(stored) !== saved;
  // biome-ignore lint/correctness/useExhaustiveDependencies: adopting is for what is stored, once
  useEffect(() => {
    if (differs && !dirty) adopt();
  }, [differs, dirty]);
  const issues = MailTemplate.safeParse(template).error?.issues ?? [];
  const store = (answer: StoredTemplate) => queries.setQueryData([...templatesKey, stored.id], answer);
  const save = useMutation({
    mutationFn: (_sent: string) => saveTemplate(stored.id, { name, template }),
    onSuccess: (answer) => {
      setSaved(JSON.stringify({ name, ...template }));
      store(answer);
      // Refreshes names in pickers, and issues of the automations that send it.
      void queries.invalidateQueries({ queryKey: templatesKey, refetchType: 'none' });
      void queries.invalidateQueries({ queryKey: ['automations'] });
      showDone('Saved. New emails will look like this.');
    },
    meta: { failed: 'The template was not saved' },
  });
  // Refusals stay beside their fields until the email is changed.
  const refused =
    save.error instanceof ApiFailure && save.variables === JSON.stringify({ name, template }) ? save.error.fields : {};
  const problemOf = (...path: (string | number)[]) =>
    issues.find((issue) => path.every((part, index) => issue.path[index] === part))?.message ??
    problemAt(refused, ['template', ...path].join('.'));
  const send = () => save.mutate(JSON.stringify({ name, template }));
  const reset = useMutation({
    mutationFn: () => resetTemplate(stored.id),
    onSuccess: (answer) => {
      const before = { name, template };
      store(answer);
      onReset();
      showUndo('Reset to the default.', async () => {
        store(await saveTemplate(stored.id, before));
        onReset();
      });
    },
    meta: { failed: 'The template was not reset' },
  });
  return (
    <>
      <PageHeader
        title={stored.name}
        path={place.path}
        lead={<SentBy stored={stored} />}
        actions={
          <>
            {stored.builtInKey && (
              <Button variant="subtle" color="gray" loading={reset.isPending} onClick={() => reset.mutate()}>
                Reset
              </Button>
            )}
            <TestMail templateId={stored.id} eventType={eventType} dirty={dirty} />
            <Button onClick={send} loading={save.isPending} disabled={!dirty || issues.length > 0}>
              Save
            </Button>
            {place.back && (
              <Button component={Link} to={place.back} variant="default">
                Back to canvas
              </Button>
            )}
          </>
        }
      />
      <ChangedElsewhere shown={differs && dirty && !save.isPending} onLoad={adopt} />
      <div className={classes.columns}>
        <Form
          onSubmit={(event) => {
            event.preventDefault();
            if (dirty && issues.length === 0) send();
          }}
        >
          <Stack>
            <TextInput
              label="Name"
              description="Only for you. Not shown in the email."
              value={name}
              error={problemAt(refused, 'name')}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <TextInput
              label="Subject"
              value={head.subject}
              error={problemOf('subject')}
              onChange={(event) => setHead({ ...head, subject: event.currentTarget.value })}
            />
            <TextInput
              label="Preview line"
              description="Shown after the subject in an inbox."
              value={head.previewText}
              error={problemOf('previewText')}
              onChange={(event) => setHead({ ...head, previewText: event.currentTarget.value })}
            />
            <BlockList
              blocks={blocks}
              onChange={(next) => setBlocks([...next])}
              problemOf={(index) => problemOf('blocks', index)}
            />
            <Group>
              <VariableList eventType={eventType} audience={audience} />
            </Group>
            <button type="submit" hidden />
          </Stack>
        </Form>
        <div>
          <Gaps stored={stored} />
          <ShownFor occasions={occasions} chosen={chosen} onChoose={choose} />
          <MailPreviewPane
            id={stored.id}
            template={template}
            eventType={eventType}
            audience={audience}
            valid={issues.length === 0}
          />
        </div>
      </div>
    </>
  );
}

const textOf = ({ name, template }: StoredTemplate): string => JSON.stringify({ name, ...template });

/** The automations that send the email. A change applies to all of them. */
function SentBy({ stored: { usedBy } }: { stored: StoredTemplate }) {
  if (usedBy.length === 0) return <>No automations send this email yet.</>;
  return (
    <>
      Sent by{' '}
      {usedBy.map(({ automationId, automationName, builtInKey }, index) => (
        <span key={automationId}>
          {index > 0 && ', '}
          <Anchor component={Link} to={`/automations/${automationId}`} inherit>
            {automationName}
          </Anchor>
          {builtInKey && ' (Email settings)'}
        </span>
      ))}
      .
    </>
  );
}

/** Automations whose trigger lacks values that the saved email uses, so that sent emails have gaps. */
function Gaps({ stored: { gaps } }: { stored: StoredTemplate }) {
  if (gaps.length === 0) return null;
  return (
    <Alert color="yellow" variant="light" mb="sm" title="In the saved version, this stays empty">
      {gaps.map(({ automationId, automationName, variables }) => (
        <Text key={automationId} size="sm">
          {variables.join(', ')} in{' '}
          <Anchor component={Link} to={`/automations/${automationId}`} inherit>
            {automationName}
          </Anchor>
        </Text>
      ))}
    </Alert>
  );
}

interface ShownForProps {
  readonly occasions: readonly Occasion[];
  readonly chosen: number;
  readonly onChoose: (index: number) => void;
}

/** The event for the preview, if the email has more than one. */
function ShownFor({ occasions, chosen, onChoose }: ShownForProps) {
  if (occasions.length < 2) return null;
  return (
    <Select
      size="xs"
      mb="sm"
      label="Shown for"
      allowDeselect={false}
      data={occasions.map(({ eventType, audience, by }, index) => ({
        value: String(index),
        label: `${eventCatalogue[eventType].label}${audience === 'staff' ? ', to the staff' : ''}${by ? ` (${by})` : ''}`,
      }))}
      value={String(chosen)}
      onChange={(value) => onChoose(Number(value ?? 0))}
    />
  );
}
