import { Alert, Anchor, Box, Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconAlertCircle, IconLock, IconRefresh } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { ApiFailure, messageOf } from '../api/failure';
import classes from './States.module.css';

interface EmptyStateProps {
  readonly icon: ReactNode;
  readonly title: string;
  /** Purpose of the page. */
  readonly children: ReactNode;
  /** The first step. */
  readonly action?: ReactNode;
  /** 1 where this is the whole page. */
  readonly order?: 1 | 2;
}

/** Empty page: its purpose, and what to do first. */
export function EmptyState({ icon, title, children, action, order = 2 }: EmptyStateProps) {
  return (
    <Stack className={classes.empty} align="center" gap="xs">
      <Box className={classes.icon} aria-hidden>
        {icon}
      </Box>
      <Title order={order} size="h2">
        {title}
      </Title>
      <Text c="dimmed" maw={440} ta="center">
        {children}
      </Text>
      {action && <Box mt="sm">{action}</Box>}
    </Stack>
  );
}

interface ErrorStateProps {
  readonly error: unknown;
  /** What could not be done, e.g. "The contacts could not be loaded". */
  readonly what: string;
  /** What was not lost. */
  readonly safe?: string;
  readonly onRetry?: () => void;
}

/**
 * Error state: what failed, what is safe, and a retry button. A missing record is not a failure, and a retry would not help.
 */
export function ErrorState({ error, what, safe = 'Nothing was changed.', onRetry }: ErrorStateProps) {
  const refused = error instanceof ApiFailure && error.status === 403;
  if (error instanceof ApiFailure && error.status === 404) return <NotFound />;
  const requestId = error instanceof ApiFailure ? error.body.requestId : undefined;
  if (refused) {
    return (
      <EmptyState icon={<IconLock size={22} />} title="You do not have access">
        Your role cannot view this page. Ask the school’s owner for access.
      </EmptyState>
    );
  }
  return (
    <Alert color="red" variant="light" icon={<IconAlertCircle size={18} />} title={what} role="alert">
      <Text size="sm">
        {messageOf(error)} {safe}
      </Text>
      <Group mt="sm" gap="sm">
        {onRetry && (
          <Button size="xs" variant="default" leftSection={<IconRefresh size={14} />} onClick={onRetry}>
            Try again
          </Button>
        )}
        {requestId && (
          <Text size="xs" c="dimmed">
            Request {requestId}
          </Text>
        )}
      </Group>
    </Alert>
  );
}

/** Placeholder of text while it loads. */
export function TextSkeleton({ lines = 3 }: { lines?: number }) {
  return (
    <Stack gap="sm" role="status" aria-busy="true" aria-label="Loading">
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
        <Skeleton key={line} height={14} width={`${92 - ((line * 23) % 45)}%`} />
      ))}
    </Stack>
  );
}

/** Placeholder of a form while it loads. */
export function FormSkeleton({ fields = 4 }: { fields?: number }) {
  return (
    <Stack gap="lg" role="status" aria-busy="true" aria-label="Loading">
      {Array.from({ length: fields }, (_, field) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
        <Stack key={field} gap={8}>
          <Skeleton height={12} width={110} />
          <Skeleton height={36} />
        </Stack>
      ))}
    </Stack>
  );
}

/** Shown for an unknown address. */
export function NotFound({ home = '/' }: { home?: string }) {
  return (
    <EmptyState
      icon={<IconAlertCircle size={22} />}
      title="Page not found"
      order={1}
      action={<Anchor href={home}>Go to the home page</Anchor>}
    >
      The address may be out of date, or the page was removed.
    </EmptyState>
  );
}
