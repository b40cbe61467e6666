import { Alert, Anchor, Button, Group, Text } from '@mantine/core';
import { Link, useLocation } from 'react-router';
import { useMember } from '../platform/school';
import type { PlayerCourse } from './player-data';
import { lessonsOf } from './player-state';

/** Shown above a closed course: how to get access. */
export function CoursePlans({ course }: { course: PlayerCourse }) {
  const member = useMember();
  const { pathname, search } = useLocation();
  if (course.open) return null;
  const held = course.includedIn.filter(({ membershipId }) => membershipId !== null);
  const onSale = course.includedIn.filter(({ membershipId, slug }) => membershipId === null && slug !== null);
  const previews = lessonsOf(course).some(({ state }) => state !== 'locked');
  return (
    <Alert variant="light" mb="lg" title={member ? `${course.title} is not open to you` : `Free preview of ${course.title}`}>
      <Text size="sm">
        {previews && held.length === 0 && 'You can see the free previews. '}
        {wordsFor(held.length > 0, onSale.length > 0)}
      </Text>
      <Group mt="sm" gap="sm">
        {held.length > 0 ? (
          <Button component={Link} to="/memberships" size="sm">
            My memberships
          </Button>
        ) : (
          onSale.map(({ planTitle, slug }) => (
            <Button key={slug} component={Link} to={`/plans/${slug}`} size="sm">
              See {planTitle}
            </Button>
          ))
        )}
        {!member && (
          <Text size="sm">
            Already a member?{' '}
            <Anchor component={Link} to={`/sign-in?next=${encodeURIComponent(pathname + search)}`} inherit>
              Sign in
            </Anchor>
          </Text>
        )}
      </Group>
    </Alert>
  );
}

function wordsFor(held: boolean, onSale: boolean): string {
  if (held) return 'Your membership includes this course but is not active. See My memberships for the reason and what to do.';
  return onSale ? 'A membership includes the whole course.' : 'Ask the school for access.';
}
