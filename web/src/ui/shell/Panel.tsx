import { Box, Group, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './Panel.module.css';

interface PanelProps {
  readonly title?: string;
  readonly help?: ReactNode;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  readonly flush?: boolean;
}

/** One bordered group of content. */
export function Panel({ title, help, aside, children, flush = false }: PanelProps) {
  return (
    <Box component="section" className={classes.panel} data-flush={flush || undefined} {...(title && { 'aria-label': title })}>
      {title && (
        <Group justify="space-between" className={classes.head} wrap="nowrap" align="flex-start">
          <Box>
            <Title order={2}>{title}</Title>
            {help && (
              <Text size="sm" c="dimmed" mt={2}>
                {help}
              </Text>
            )}
          </Box>
          {aside}
        </Group>
      )}
      {children}
    </Box>
  );
}
