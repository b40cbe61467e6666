import { Button, type ButtonProps, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import type { RetryVersion } from './run';

interface RetryButtonProps extends Pick<ButtonProps, 'size' | 'variant' | 'loading'> {
  readonly label: string;
  /** Whose journey it is, where a list has several of these buttons. */
  readonly who?: string;
  /** Number of the newest published version, if the step can be retried on it. */
  readonly newest: number | null;
  readonly onRetry: (version: RetryVersion) => void;
}

/** Retries a step. Where a newer version has the step, it asks which one to use: a fix is in the newer one. */
export function RetryButton({ label, who, newest, onRetry, ...button }: RetryButtonProps) {
  const name = who === undefined ? {} : { 'aria-label': `${label}: ${who}` };
  if (newest === null)
    return (
      <Button {...button} {...name} onClick={() => onRetry('current')}>
        {label}
      </Button>
    );
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <Button {...button} {...name} rightSection={<IconChevronDown size={13} aria-hidden />}>
          {label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onRetry('newest')}>With version {newest}, the newest</Menu.Item>
        <Menu.Item onClick={() => onRetry('current')}>With the version they entered</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
