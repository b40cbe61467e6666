import { ActionIcon, Button, Menu } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Automation } from '../automation';
import { EndDialog } from './EndDialog';
import { PauseDialog, ResumeDialog } from './PauseDialog';
import { type Action, useActions } from './use-actions';
import type { Asked } from './use-ending';

interface ActionsProps {
  readonly automation: Automation;
  readonly refresh: () => Promise<unknown>;
}

/** The actions besides publishing: buttons and a menu on a desktop, a menu on a phone. */
export function Actions({ automation, refresh }: ActionsProps) {
  const phone = useMediaQuery('(max-width: 47.99em)', false, { getInitialValueInEffect: false });
  const [asked, setAsked] = useState<Asked | null>(null);
  const actions = useActions(automation, refresh, setAsked);
  const close = () => setAsked(null);
  const often = phone ? [] : actions.filter(({ rare }) => !rare);
  const inMenu = phone ? actions : actions.filter(({ rare }) => rare);
  return (
    <>
      {often.map((action) => (
        <ActionButton key={action.label} action={action} />
      ))}
      <MoreActions actions={inMenu} tall={phone === true} />
      {asked === 'pause' && <PauseDialog automation={automation} refresh={refresh} onClose={close} />}
      {asked === 'resume' && <ResumeDialog automation={automation} refresh={refresh} onClose={close} />}
      {asked !== null && asked !== 'pause' && asked !== 'resume' && (
        <EndDialog automation={automation} ending={asked} refresh={refresh} onClose={close} />
      )}
    </>
  );
}

/** Actions in a menu. */
function MoreActions({ actions, tall }: { actions: readonly Action[]; tall: boolean }) {
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <ActionIcon variant="default" size={30} aria-label="More">
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {actions.map(({ label, icon, run }) => (
          <Menu.Item key={label} leftSection={icon} onClick={run} {...(tall && { mih: 44 })}>
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
