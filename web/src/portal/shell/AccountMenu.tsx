import { Button, type Menu as MenuPart, Skeleton, Text } from '@mantine/core';
import { IconChevronDown, IconUser } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ComponentProps, useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import { answer, api } from '../../ui/api/client';
import { withoutRequests } from '../../ui/api/without-requests';
import { unsavedForms } from '../../ui/forms/unsaved';
import { usePart } from '../../ui/overlays/deferred';
import { overlays } from '../../ui/overlays/overlays';
import { forgetVisitor } from '../platform/kept-visitor';
import { useMember } from '../platform/school';
import classes from './PortalShell.module.css';

/** The member's name, with what concerns their account. */
export function AccountMenu() {
  const member = useMember();
  const parts = usePart(overlays);
  const [wanted, setWanted] = useState(false);
  const queryClient = useQueryClient();
  const signOut = useMutation({
    mutationFn: () => withoutRequests(queryClient, () => answer(api.DELETE('/api/portal/session'))),
    // Reloaded, so that none of the member's data stays in the page or is requested again without a session.
    onSuccess: () => {
      forgetVisitor();
      window.location.assign('/sign-in');
    },
  });
  const name = member?.contact.name || member?.contact.email;
  if (!name) return <Skeleton height={24} width={80} />;
  const open = () => {
    overlays.load();
    setWanted(true);
  };
  // The menu takes the place of the button when it is first opened: earlier, it would take the focus from the button.
  if (!parts || !wanted) return <AccountButton name={name} onClick={open} aria-haspopup="menu" aria-expanded={false} />;
  return <OpeningMenu name={name} Menu={parts.Menu} onSignOut={() => signOut.mutate()} />;
}

interface OpeningMenuProps {
  readonly name: string;
  readonly Menu: typeof MenuPart;
  readonly onSignOut: () => void;
}

function OpeningMenu({ name, Menu, onSignOut }: OpeningMenuProps) {
  const [opened, setOpened] = useState(false);
  const target = useRef<HTMLButtonElement>(null);
  // Its button has replaced the one that was pressed. With the focus on it, the menu returns the focus there.
  useEffect(() => {
    target.current?.focus();
    setOpened(true);
  }, []);
  return (
    <Menu position="bottom-end" width={200} opened={opened} onChange={setOpened}>
      <Menu.Target>
        <AccountButton name={name} ref={target} />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component={Link} to="/account">
          Account
        </Menu.Item>
        <Menu.Item onClick={() => void unsavedForms.mayDiscard().then((may) => may && onSignOut())}>Sign out</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function AccountButton({ name, ...props }: ComponentProps<'button'> & { name: string }) {
  return (
    <Button
      variant="subtle"
      color="gray"
      rightSection={<IconChevronDown size={14} />}
      className={classes.account}
      aria-label={`Account of ${name}`}
      {...props}
    >
      <IconUser size={18} className={classes.person} aria-hidden />
      <Text span truncate inherit maw={150} className={classes.who}>
        {name}
      </Text>
    </Button>
  );
}
