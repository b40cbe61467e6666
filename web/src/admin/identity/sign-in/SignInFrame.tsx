import { Center, Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

interface SignInFrameProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly foot?: ReactNode;
}

/** The pages in front of the admin app: one small form in the middle. */
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
