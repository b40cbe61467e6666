import { ActionIcon, Box, Group, Kbd, NavLink, Skeleton, Text, UnstyledButton } from '@mantine/core';
import { IconExternalLink, IconLogout, IconSearch, IconX } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useLocation } from 'react-router';
import { Hint } from '../../ui/overlays/Overlays';
import { SchemeToggle } from '../../ui/theme/SchemeToggle';
import { type Me, signOut } from '../identity/staff';
import classes from './Navigation.module.css';
import { openSpotlight } from './Palette';
import { navGroups } from './pages';

const leadsTo = (pathname: string, to: string) =>
  to === '/' ? pathname === '/' : pathname === to || pathname.startsWith(`${to}/`);

/** The item of the page: of the tags, not of the contacts, although its address begins with theirs. */
const currentItem = (pathname: string): string | undefined =>
  navGroups
    .flatMap(({ navItems }) => navItems.map(({ to }) => to))
    .filter((to) => leadsTo(pathname, to))
    .toSorted((a, b) => b.length - a.length)[0];

export function Navigation({ me, onClose }: { me: Me | undefined; onClose: () => void }) {
  const current = currentItem(useLocation().pathname);
  return (
    <Box className={classes.column}>
      <Group justify="space-between" wrap="nowrap" className={classes.top}>
        {me ? (
          <Text fw={600} truncate title={me.school.name}>
            {me.school.name}
          </Text>
        ) : (
          <Skeleton height={16} width={120} />
        )}
        <ActionIcon hiddenFrom="sm" variant="subtle" color="gray" onClick={onClose} aria-label="Close the navigation">
          <IconX size={18} />
        </ActionIcon>
        {me && (
          <Hint label="Open the member portal">
            <ActionIcon
              visibleFrom="sm"
              component="a"
              href={me.links.portal}
              target="_blank"
              rel="noreferrer"
              variant="subtle"
              color="gray"
              aria-label="Open the member portal"
            >
              <IconExternalLink size={16} />
            </ActionIcon>
          </Hint>
        )}
      </Group>
      <UnstyledButton className={classes.search} onClick={openSpotlight}>
        <IconSearch size={14} aria-hidden />
        <span>Search</span>
        <Kbd size="xs" className={classes.keys}>
          Ctrl K
        </Kbd>
      </UnstyledButton>
      <Box className={classes.navItems}>
        {navGroups.map((group) => (
          <Box key={group.navItems[0]?.to} mb="sm">
            {group.label && <Text className={classes.group}>{group.label}</Text>}
            {group.navItems.map((item) => (
              <NavLink
                key={item.to}
                component={Link}
                to={item.to}
                label={item.label}
                leftSection={<item.icon size={17} stroke={1.7} />}
                active={item.to === current}
                aria-current={item.to === current ? 'page' : undefined}
                className={classes.navItem}
              />
            ))}
          </Box>
        ))}
      </Box>
      <Foot me={me} />
    </Box>
  );
}

function Foot({ me }: { me: Me | undefined }) {
  const queries = useQueryClient();
  const leave = useMutation({ mutationFn: () => signOut(queries) });
  return (
    <Group wrap="nowrap" gap={4} className={classes.foot}>
      <Box style={{ flex: 1, minWidth: 0 }}>
        <Text size="sm" truncate>
          {me?.staff.name}
        </Text>
        <Text size="xs" c="dimmed" truncate>
          {me?.staff.email}
        </Text>
      </Box>
      <SchemeToggle />
      <Hint label="Sign out">
        <ActionIcon variant="subtle" color="gray" aria-label="Sign out" onClick={() => leave.mutate()}>
          <IconLogout size={17} />
        </ActionIcon>
      </Hint>
    </Group>
  );
}
