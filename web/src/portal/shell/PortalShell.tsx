import { Anchor, Box, Burger, Button, Container, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Suspense, useEffect, useState } from 'react';
import { Link, NavLink, Outlet, useLocation } from 'react-router';
import { TextSkeleton } from '../../ui/feedback/States';
import { UnsavedGuard } from '../../ui/forms/UnsavedGuard';
import { DeferredDrawer } from '../../ui/overlays/Overlays';
import { PageFocus } from '../../ui/shell/PageFocus';
import { SchemeToggle } from '../../ui/theme/SchemeToggle';
import { useMember, useSchool } from '../platform/school';
import { AccountMenu } from './AccountMenu';
import classes from './PortalShell.module.css';
import { ProofNotice } from './Proof';

const navItems = [
  { to: '/', label: 'Home' },
  { to: '/memberships', label: 'My memberships' },
  { to: '/certificates', label: 'Certificates' },
  { to: '/plans', label: 'Plans' },
];

/** A bar in the school's colour, and the page. */
export function PortalShell() {
  const school = useSchool();
  const member = useMember();
  const { pathname } = useLocation();
  const [open, { toggle, close }] = useDisclosure();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the drawer closes when the page changes
  useEffect(close, [pathname]);
  return (
    <Box className={classes.page}>
      <UnsavedGuard />
      <a href="#content" className="p-skip">
        Skip to the content
      </a>
      <header className={classes.bar}>
        <Container size={1040} className={classes.inside}>
          {member && (
            <Burger
              hiddenFrom="sm"
              size="sm"
              opened={open}
              onClick={toggle}
              aria-label={open ? 'Close the menu' : 'Open the menu'}
            />
          )}
          <Link to="/" className={classes.brand}>
            {school.logoUrl ? (
              <Logo url={school.logoUrl} name={school.name} />
            ) : (
              <>
                <span className={classes.mark} aria-hidden>
                  {school.name.slice(0, 1)}
                </span>
                <Text fw={600}>{school.name}</Text>
              </>
            )}
          </Link>
          {member && (
            <nav className={classes.navItems} aria-label="Main">
              <NavLinks />
            </nav>
          )}
          <Group gap="xs" ml="auto" wrap="nowrap">
            <SchemeToggle />
            {member ? (
              <AccountMenu />
            ) : (
              <Button component={Link} to="/sign-in" variant="default" size="sm">
                Sign in
              </Button>
            )}
          </Group>
        </Container>
      </header>
      <DeferredDrawer opened={open} onClose={close} title={school.name} size="xs" hiddenFrom="sm">
        <Stack gap={4} component="nav" aria-label="Main">
          <NavLinks />
        </Stack>
      </DeferredDrawer>
      <Container component="main" id="content" tabIndex={-1} size={1040} className={classes.main}>
        {member && !member.addressProven && <ProofNotice member={member} />}
        <PageFocus within="content" />
        <Suspense fallback={<TextSkeleton lines={6} />}>
          <Outlet />
        </Suspense>
      </Container>
      <footer className={classes.foot}>
        <Container size={1040}>
          <Group gap="lg">
            <Text size="sm" c="dimmed">
              {school.name}
            </Text>
            {school.supportEmail && (
              <Anchor size="sm" c="dimmed" href={`mailto:${school.supportEmail}`}>
                {school.supportEmail}
              </Anchor>
            )}
            {school.chatUrl && (
              <Anchor size="sm" c="dimmed" href={school.chatUrl} target="_blank" rel="noreferrer">
                Chat with us
              </Anchor>
            )}
          </Group>
        </Container>
      </footer>
    </Box>
  );
}

/** A square logo contains no name, so the name is shown beside it. */
function Logo({ url, name }: { url: string; name: string }) {
  const [mark, setMark] = useState(false);
  return (
    <>
      <img
        src={url}
        alt={mark ? '' : name}
        className={classes.logo}
        onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) => setMark(naturalWidth < naturalHeight * 1.6)}
      />
      {mark && (
        <Text fw={600} truncate>
          {name}
        </Text>
      )}
    </>
  );
}

function NavLinks() {
  return navItems.map(({ to, label }) => (
    <NavLink key={to} to={to} end={to === '/'} className={classes.navItem ?? ''}>
      {label}
    </NavLink>
  ));
}
