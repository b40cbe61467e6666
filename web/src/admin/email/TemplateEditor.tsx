import { Button, Group, Stack, TextInput } from '@mantine/core';
import { builtInMessage, type EventType, type MailAudience, type MailTemplate, mailTemplate } from '@perennial/domain';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { ErrorState, FormSkeleton } from '../../ui/feedback/States';
import { showDone, showFailure, showUndo } from '../../ui/feedback/toasts';
import { Form } from '../../ui/forms/Form';
import { LeaveGuard } from '../../ui/forms/LeaveGuard';
import { PageHeader } from '../../ui/shell/PageHeader';
import { BlockList } from './BlockList';
import { keyed } from './blocks';
import { resetTemplate, type StoredTemplate, saveTemplate, templatesKey, useTemplate } from './email-settings';
import { MailPreviewPane } from './MailPreviewPane';
import classes from './TemplateEditor.module.css';
import { TestMail } from './TestMail';
import { VariableList } from './VariableList';

/** Blocks on the left, the mail as it arrives on the right. */
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
  const message = builtInMessage(search.get('message') ?? '');
  const eventType: EventType = message?.trigger.eventType ?? 'membership.purchased';
  const audience: MailAudience = message?.audience ?? 'contact';
  const [name, setName] = useState(stored.name);
  const [head, setHead] = useState({ subject: stored.template.subject, previewText: stored.template.previewText });
  const [blocks, setBlocks] = useState(() => keyed(stored.template.blocks));
  const [saved, setSaved] = useState(() => JSON.stringify({ name: stored.name, ...stored.template }));
  const template: MailTemplate = { ...head, blocks: blocks.map(({ block }) => block) };
  const dirty = JSON.stringify({ name, ...template }) !== saved;
  const issues = mailTemplate.safeParse(template).error?.issues ?? [];
  const problemOf = (...path: (string | number)[]) =>
    issues.find((issue) => path.every((part, index) => issue.path[index] === part))?.message;
  const store = (answer: StoredTemplate) => queries.setQueryData([...templatesKey, stored.id], answer);
  const save = useMutation({
    mutationFn: () => saveTemplate(stored.id, { name, template }),
    onSuccess: (answer) => {
      setSaved(JSON.stringify({ name, ...template }));
      store(answer);
      showDone('Saved. The next mail looks like this.');
    },
    onError: (error) => showFailure(error, 'The template was not saved'),
  });
  const reset = useMutation({
    mutationFn: () => resetTemplate(stored.id),
    onSuccess: (answer) => {
      const before = { name, template };
      store(answer);
      onReset();
      showUndo('Back to the default.', async () => {
        store(await saveTemplate(stored.id, before));
        onReset();
      });
    },
    onError: (error) => showFailure(error, 'The template was not reset'),
  });
  return (
    <>
      <LeaveGuard dirty={dirty} />
      <PageHeader
        title={stored.name}
        path={[{ label: 'Settings' }, { label: 'Email settings', to: '/settings/email' }]}
        lead={message ? `Goes out for “${message.label}”.` : undefined}
        actions={
          <>
            <Button variant="subtle" color="gray" loading={reset.isPending} onClick={() => reset.mutate()}>
              Reset
            </Button>
            <TestMail templateId={stored.id} eventType={eventType} dirty={dirty} />
            <Button onClick={() => save.mutate()} loading={save.isPending} disabled={!dirty || issues.length > 0}>
              Save
            </Button>
          </>
        }
      />
      <div className={classes.columns}>
        <Form
          onSubmit={(event) => {
            event.preventDefault();
            if (dirty && issues.length === 0) save.mutate();
          }}
        >
          <Stack>
            <TextInput
              label="Name"
              description="For you; never in the mail."
              value={name}
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
              description="What an inbox shows after the subject."
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
        <MailPreviewPane id={stored.id} template={template} eventType={eventType} valid={issues.length === 0} />
      </div>
    </>
  );
}
