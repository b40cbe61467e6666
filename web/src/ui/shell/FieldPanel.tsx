import { Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { Panel } from './Panel';

/** One group of fields, one below the other. */
export const FieldPanel = ({ title, help, children }: { title: string; help?: string; children: ReactNode }) => (
  <Panel title={title} help={help}>
    <Stack>{children}</Stack>
  </Panel>
);
