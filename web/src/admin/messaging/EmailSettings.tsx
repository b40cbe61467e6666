import { Badge, Box, Button, Group, Stack, Switch, Tabs, Text } from '@mantine/core';
import { IconMail } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { EmptyState, ErrorState, TextSkeleton } from '../../ui/feedback/States';
import { PageHeader } from '../../ui/shell/PageHeader';
import { Panel } from '../../ui/shell/Panel';
import { RecordSelect } from '../platform/records/RecordSelect';
import classes from './EmailSettings.module.css';
import {
  changeMessage,
  type MessageSetting,
  type EmailSettings as Settings,
  settingsKey,
  useEmailSettings,
} from './email-settings';

/** Choose a feature, then activate the messages that are needed. */
export function EmailSettings() {
  const settings = useEmailSettings();
  const [search, setSearch] = useSearchParams();
  const features = settings.data?.features ?? [];
  const feature = search.get('feature') ?? features[0]?.key ?? '';
  return (
    <>
      <PageHeader
        title="Email settings"
        path={[{ label: 'Settings' }]}
        lead="Which emails are sent automatically to members and to you."
        actions={
          <Group gap="xs">
            <Button component={Link} to="/settings/email/limits" variant="default">
              Quiet hours and limits
            </Button>
            <Button component={Link} to="/settings/email/templates" variant="default">
              All emails
            </Button>
          </Group>
        }
      />
      {settings.isError && !settings.data && (
        <ErrorState error={settings.error} what="The messages could not be loaded" onRetry={() => void settings.refetch()} />
      )}
      {settings.isPending && <TextSkeleton lines={8} />}
      {settings.data && features.length === 0 && (
        <EmptyState icon={<IconMail size={22} />} title="No messages">
          Emails about purchases, payments, access and lessons are listed here.
        </EmptyState>
      )}
      {features.length > 0 && (
        <Tabs
          value={feature}
          onChange={(value) => setSearch(value ? { feature: value } : {}, { replace: true })}
          keepMounted={false}
        >
          <Tabs.List mb="lg">
            {features.map(({ key, label, messages }) => (
              <Tabs.Tab key={key} value={key} rightSection={<Count messages={messages} />}>
                {label}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {features.map(({ key, messages }) => (
            <Tabs.Panel key={key} value={key}>
              <Stack>
                <Messages title="To the student" messages={messages.filter((message) => message.audience === 'contact')} />
                <Messages title="To you and your staff" messages={messages.filter((message) => message.audience === 'staff')} />
              </Stack>
            </Tabs.Panel>
          ))}
        </Tabs>
      )}
    </>
  );
}

function Count({ messages }: { messages: readonly MessageSetting[] }) {
  const on = messages.filter((message) => message.enabled).length;
  return (
    <Badge variant="default" size="sm" fw={500} tt="none" visibleFrom="xs">
      {on} of {messages.length} on
    </Badge>
  );
}

function Messages({ title, messages }: { title: string; messages: readonly MessageSetting[] }) {
  if (messages.length === 0) return null;
  return (
    <Panel title={title} flush>
      <ul className={classes.messages}>
        {messages.map((message) => (
          <Message key={message.key} message={message} />
        ))}
      </ul>
    </Panel>
  );
}

function Message({ message }: { message: MessageSetting }) {
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: (part: { enabled?: boolean; templateId?: string }) => changeMessage(message.key, part),
    onMutate: (part) => {
      const before = queries.getQueryData<Settings>(settingsKey);
      if (before) queries.setQueryData(settingsKey, withMessage(before, message.key, part));
      return before;
    },
    meta: { failed: 'The message was not changed' },
    onError: (_error, _part, before) => {
      queries.setQueryData(settingsKey, before);
    },
    onSettled: () => queries.invalidateQueries({ queryKey: settingsKey }),
  });
  return (
    <li className={classes.message}>
      <Switch
        label={message.label}
        checked={message.enabled}
        onChange={(event) => change.mutate({ enabled: event.currentTarget.checked })}
        classNames={{ root: classes.switch ?? '' }}
      />
      <Group gap="xs" wrap="nowrap">
        <RecordSelect
          kind="template"
          size="xs"
          clearable={false}
          aria-label={`Template of ${message.label}`}
          value={message.templateId}
          onChange={(templateId) => templateId && change.mutate({ templateId })}
          className={classes.template}
        />
        <Button
          component={Link}
          to={`/settings/email/templates/${message.templateId}?message=${message.key}`}
          size="xs"
          variant="default"
          aria-label={`Edit the template of ${message.label}`}
        >
          Edit
        </Button>
      </Group>
      {message.automationId && (
        <Box className={classes.more}>
          <Text component={Link} to={`/automations/${message.automationId}`} size="xs" c="dimmed">
            Who received it, and why
          </Text>
        </Box>
      )}
    </li>
  );
}

const withMessage = (settings: Settings, key: string, part: Partial<MessageSetting>): Settings => ({
  features: settings.features.map((feature) => ({
    ...feature,
    messages: feature.messages.map((message) => (message.key === key ? { ...message, ...part } : message)),
  })),
});
