import { Center, type MantineThemeOverride } from '@mantine/core';
import type { ReactNode } from 'react';
import { useLiveUpdates } from '../../ui/api/use-live-updates';
import { ErrorState } from '../../ui/feedback/States';
import { SignedOut } from '../../ui/shell/SignedOut';
import { useSignedIn } from '../../ui/shell/use-signed-in';
import { brandScale } from '../../ui/theme/contrast';
import { PerennialTheme } from '../../ui/theme/PerennialTheme';
import { browserZone } from '../../ui/values/instant';
import { AheadContext, ZoneContext } from '../../ui/values/Values';
import { MemberContext, SchoolContext, useMemberQuery, useSchoolQuery } from '../platform/school';
import { portalAffects } from './live';

/** Applies the school's colour, adjusted so that text on it is legible. */
export function PortalFrame({ children }: { children: ReactNode }) {
  const school = useSchoolQuery();
  return (
    <PerennialTheme {...(school.data && { override: dress(school.data.brandColour) })}>
      <WithSchool>{children}</WithSchool>
    </PerennialTheme>
  );
}

const dress = (brandColour: string): MantineThemeOverride => ({
  primaryColor: 'brand',
  colors: { brand: brandScale(brandColour) },
});

/** Loads the school and who is signed in, before anything is shown that depends on them. */
function WithSchool({ children }: { children: ReactNode }) {
  const school = useSchoolQuery();
  const member = useMemberQuery();
  const { shown, ended } = useSignedIn(member.data, ({ contact }) => contact.id);
  useLiveUpdates(member.data ? '/api/portal/changes' : null, portalAffects);
  const failed = (school.data ? null : school.error) ?? (member.data === undefined ? member.error : null);
  if (failed) {
    return (
      <Center mih="60vh" p="md">
        <ErrorState
          error={failed}
          what="This school could not be opened"
          safe="Your memberships and progress are safe."
          onRetry={() => void Promise.all([school.refetch(), member.refetch()])}
        />
      </Center>
    );
  }
  if (!school.data || member.data === undefined) return null;
  return (
    <SchoolContext value={school.data}>
      <SignedOut
        opened={ended}
        who={shown?.contact.email ?? ''}
        other={member.data?.contact.email ?? null}
        onContinue={() => void member.refetch()}
        checking={member.isFetching}
      />
      <MemberContext value={shown}>
        <ZoneContext value={shown?.contact.timeZone ?? browserZone()}>
          <AheadContext value={shown?.aheadMs ?? 0}>{children}</AheadContext>
        </ZoneContext>
      </MemberContext>
    </SchoolContext>
  );
}
