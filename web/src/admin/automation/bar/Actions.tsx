import { ActionIcon, Button, Menu } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconDots } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { Automation } from '../automation';
import { type Action, useActions } from './use-actions';

interface ActionsProps {
  readonly automation: Automation;
  readonly refresh: () => Promise<unknown>;
}

/** The actions besides publishing: buttons on a desktop, a menu on a phone. */
export function Actions({ automation, refresh }: ActionsProps) {
  const phone = useMediaQuery('(max-width: 47.99em)', false, { getInitialValueInEffect: false });
  const actions = useActions(automation, refresh);
  if (!phone) return actions.map((action) => <ActionButton key={action.label} action={action} />);
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <ActionIcon variant="default" aria-label="More">
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {actions.map(({ label, icon, run }) => (
          <Menu.Item key={label} leftSection={icon} onClick={run} mih={44}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function ActionButton({ action: { label, icon, run, to, busy = false } }: { action: Action }) {
  const shared = { size: 'xs', variant: 'default' } as const;
  if (to)
    return (
      <Button component={Link} to={to} {...shared}>
        {label}
      </Button>
    );
  return (
    <Button {...shared} leftSection={icon} loading={busy} onClick={run}>
      {label}
    </Button>
  );
}
