import { Alert, Button, Center, Paper, Stack, Text, Title } from '@mantine/core';
import type { FormEventHandler, ReactNode } from 'react';

interface SignInFrameProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly foot?: ReactNode;
}

/** Layout of the pages before sign-in: one small panel in the middle. */
export function SignInFrame({ title, children, foot }: SignInFrameProps) {
  return (
    <Center component="main" mih="100dvh" p="md">
      <Stack w="100%" maw={360} gap="lg">
        <Stack gap={6} align="center">
          <img src="/favicon.svg" width={36} height={36} alt="" />
          <Title order={1} ta="center">
            {title}
          </Title>
        </Stack>
        <Paper withBorder p="lg" radius="lg">
          {children}
        </Paper>
        {foot && (
          <Text component="div" size="sm" c="dimmed" ta="center">
            {foot}
          </Text>
        )}
      </Stack>
    </Center>
  );
}

interface SignInFormProps extends SignInFrameProps {
  readonly onSubmit: FormEventHandler<HTMLFormElement>;
  readonly action: string;
  readonly pending: boolean;
  /** Why the last attempt failed. */
  readonly failure: string | null;
  /** Text below the button. */
  readonly below?: ReactNode;
}

/** One of these pages with a form: the failure above its fields, one button below them. */
export function SignInForm({ children, onSubmit, action, pending, failure, below, ...frame }: SignInFormProps) {
  return (
    <SignInFrame {...frame}>
      <form noValidate onSubmit={onSubmit}>
        <Stack>
          {failure && (
            <Alert color="red" variant="light" role="alert">
              {failure}
            </Alert>
          )}
          {children}
          <Button type="submit" loading={pending} fullWidth>
            {action}
          </Button>
          {below}
        </Stack>
      </form>
    </SignInFrame>
  );
}
