import { Button, Group, Modal, Skeleton, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type Graph, type GraphNode, reachableFrom, triggersOf } from '@perennial/domain/automation';
import { type EventType, isEventType } from '@perennial/domain/events';
import { IconEye, IconPencil, IconPlus } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { createTemplate, templatesKey, useMailPreview, useTemplate } from '../../messaging/email-settings';
import { MailPreviewPane } from '../../messaging/MailPreviewPane';
import { useAutomation } from '../automation';
import { useEditor, useEditorSession } from '../canvas/editor-context';
import classes from './Panel.module.css';

/** The most likely event for an email at this step. */
function eventBefore(graph: Graph, nodeId: string): EventType {
  const triggers = triggersOf(graph);
  const leading = triggers.find(({ id }) => reachableFrom(graph, [id]).has(nodeId)) ?? triggers[0];
  const type = leading?.config.eventType;
  return typeof type === 'string' && isEventType(type) ? type : 'membership.purchased';
}

/** The email that a step sends. It can be previewed, edited or created, and returns to the step. */
export function MailOfStep({ step }: { step: GraphNode }) {
  const { automationId, autosave } = useEditorSession();
  const automation = useAutomation(automationId);
  const eventType = useEditor(({ graph }) => eventBefore(graph, step.id));
  const apply = useEditor((state) => state.apply);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [seen, see] = useDisclosure();
  const templateId = typeof step.config.templateId === 'string' ? step.config.templateId : '';
  const audience = step.config.audience === 'staff' ? 'staff' : 'contact';
  const editor = (id: string) =>
    `/settings/email/templates/${id}?${new URLSearchParams({ automation: automationId, step: step.id, event: eventType, to: audience })}`;
  const go = useMutation({
    mutationFn: async (id: string | null) => {
      const made = id === null ? await createTemplate(`${automation.data?.name ?? 'Automation'}: new email`) : null;
      if (made) apply({ type: 'updateConfig', nodeId: step.id, config: { ...step.config, templateId: made.id } });
      await autosave.flush();
      // Refreshes the list and the senders of the email.
      await queries.invalidateQueries({ queryKey: templatesKey });
      return made?.id ?? id ?? '';
    },
    onSuccess: (id) => navigate(editor(id)),
    meta: { failed: 'The email could not be loaded' },
  });
  return (
    <div>
      {templateId !== '' && <Glance id={templateId} eventType={eventType} audience={audience} />}
      <Group gap="xs" mt={templateId === '' ? 0 : 'xs'}>
        {templateId !== '' && (
          <>
            <Button size="xs" variant="default" leftSection={<IconEye size={13} />} onClick={see.open}>
              Preview
            </Button>
            <Button
              size="xs"
              variant="default"
              leftSection={<IconPencil size={13} />}
              loading={go.isPending && go.variables !== null}
              onClick={() => go.mutate(templateId)}
            >
              Edit
            </Button>
          </>
        )}
        <Button
          size="xs"
          variant={templateId === '' ? 'default' : 'subtle'}
          color={templateId === '' ? undefined : 'gray'}
          leftSection={<IconPlus size={13} />}
          loading={go.isPending && go.variables === null}
          onClick={() => go.mutate(null)}
        >
          Write an email
        </Button>
      </Group>
      <Modal opened={seen} onClose={see.close} title="The email as people receive it" size="xl">
        <Whole id={templateId} eventType={eventType} audience={audience} />
      </Modal>
    </div>
  );
}

interface MailProps {
  readonly id: string;
  readonly eventType: EventType;
  readonly audience: 'contact' | 'staff';
}

/** Subject and preview line, as an inbox shows them. */
function Glance({ id, eventType, audience }: MailProps) {
  const stored = useTemplate(id);
  const source = stored.data ? JSON.stringify(stored.data.template) : '';
  const filled = useMailPreview(id, source, { eventType, audience, enabled: source !== '' });
  if (stored.isError) return null;
  // An email that cannot be filled in is shown unfilled.
  const mail = filled.data ?? (filled.isError ? stored.data?.template : undefined);
  if (!mail) return <Skeleton height={52} radius="md" />;
  return (
    <div className={classes.mail}>
      <Text size="sm" fw={500} lineClamp={2}>
        {mail.subject}
      </Text>
      {mail.previewText && (
        <Text size="xs" c="dimmed" lineClamp={2}>
          {mail.previewText}
        </Text>
      )}
    </div>
  );
}

function Whole({ id, eventType, audience }: MailProps) {
  const mail = useTemplate(id);
  if (!mail.data) return <Skeleton height={420} radius="lg" />;
  return <MailPreviewPane id={id} template={mail.data.template} eventType={eventType} audience={audience} valid />;
}
