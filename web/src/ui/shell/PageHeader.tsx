import { Anchor, Box, Group, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import classes from './PageHeader.module.css';

interface PageHeaderProps {
  readonly title: string;
  readonly lead?: ReactNode;
  /** Breadcrumbs, outermost first. */
  readonly path?: readonly { readonly label: string; readonly to?: string }[];
  /** The main action, upper right. */
  readonly actions?: ReactNode;
  readonly badge?: ReactNode;
}

/** Title, place and main action of a page; also names the browser tab. */
export function PageHeader({ title, lead, path = [], actions, badge }: PageHeaderProps) {
  useDocumentTitle(title);
  return (
    <Box component="header" className={classes.header}>
      {path.length > 0 && (
        <nav aria-label="Breadcrumb" className={classes.path}>
          {path.map(({ label, to }) => (
            <Text key={label} span size="sm" c="dimmed">
              {to ? (
                <Anchor component={Link} to={to} c="dimmed" size="sm">
                  {label}
                </Anchor>
              ) : (
                label
              )}
              <span aria-hidden> › </span>
            </Text>
          ))}
        </nav>
      )}
      <Group justify="space-between" align="center" gap="sm">
        <Group gap="sm" style={{ minWidth: 0 }}>
          <Title order={1}>{title}</Title>
          {badge}
        </Group>
        {actions && <Group gap="xs">{actions}</Group>}
      </Group>
      {lead && (
        <Text c="dimmed" mt={4} maw={680}>
          {lead}
        </Text>
      )}
    </Box>
  );
}
