import { AppShell, Burger, Group, Skeleton, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Suspense, useEffect } from 'react';
import { Navigate, Outlet, useLocation } from 'react-router';
import { useLiveUpdates } from '../../ui/api/use-live-updates';
import { ErrorState } from '../../ui/feedback/States';
import { UnsavedGuard } from '../../ui/forms/UnsavedGuard';
import { PageFocus } from '../../ui/shell/PageFocus';
import { SignedOut } from '../../ui/shell/SignedOut';
import { useSignedIn } from '../../ui/shell/use-signed-in';
import { ZoneContext } from '../../ui/values/Values';
import { MeContext, useMeQuery } from '../identity/staff';
import classes from './AdminShell.module.css';
import { adminAffects } from './live';
import { Navigation } from './Navigation';
import { Palette } from './Palette';
import { StripeBanner } from './StripeBanner';

/** Everything behind sign-in: navigation on the left, the page on the right. */
export function AdminShell() {
  const me = useMeQuery();
  const location = useLocation();
  const [open, { toggle, close }] = useDisclosure();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the drawer closes when the page changes
  useEffect(close, [location.pathname]);
  const { shown, ended } = useSignedIn(me.data, ({ staff, school }) => `${staff.id} ${school.id}`);
  useLiveUpdates(me.data ? '/api/admin/changes' : null, adminAffects);
  if (me.data === null && !shown) {
    const next = location.pathname === '/' ? '' : `?next=${encodeURIComponent(location.pathname + location.search)}`;
    return <Navigate to={`/sign-in${next}`} replace />;
  }
  if (me.isError && !me.data) {
    return (
      <main className={classes.alone}>
        <ErrorState error={me.error} what="The school could not be opened" onRetry={() => void me.refetch()} />
      </main>
    );
  }
  return (
    <AppShell
      navbar={{ width: 228, breakpoint: 'sm', collapsed: { mobile: !open } }}
      header={{ height: { base: 52, sm: 0 } }}
      layout="alt"
      transitionDuration={0}
    >
      <UnsavedGuard />
      <SignedOut
        opened={ended}
        who={shown?.staff.email ?? ''}
        other={me.data?.staff.email ?? null}
        onContinue={() => void me.refetch()}
        checking={me.isFetching}
      />
      <a href="#content" className="p-skip">
        Skip to the content
      </a>
      <AppShell.Header hiddenFrom="sm" className={classes.header}>
        <Group h="100%" px="xs" gap="xs">
          <Burger opened={open} onClick={toggle} size="sm" aria-label={open ? 'Close the navigation' : 'Open the navigation'} />
          <Text fw={600}>{shown?.school.name}</Text>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar className={classes.navbar} aria-label="Main">
        <Navigation me={shown ?? undefined} onClose={close} />
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1} className={classes.main}>
        {shown ? (
          <MeContext value={shown}>
            <ZoneContext value={shown.school.timeZone}>
              <Palette />
              <StripeBanner />
              <PageFocus within="content" />
              <Suspense fallback={<Skeleton height={28} width={220} m="xl" />}>
                <Outlet />
              </Suspense>
            </ZoneContext>
          </MeContext>
        ) : (
          <Skeleton height={28} width={220} m="xl" />
        )}
      </AppShell.Main>
    </AppShell>
  );
}

/** The usual width of a page; the canvas goes without. */
export function PageWidth() {
  return (
    <div className={classes.page}>
      <Outlet />
    </div>
  );
}
