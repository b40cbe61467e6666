import { Anchor, Box, Button, Group, Progress, SimpleGrid, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { mailName } from '@perennial/domain/identity';
import { IconBook2, IconPlayerPlay } from '@tabler/icons-react';
import { Link } from 'react-router';
import { EmptyState, ErrorState } from '../../ui/feedback/States';
import { Instant } from '../../ui/values/Values';
import { useMember, useSchool } from '../platform/school';
import classes from './Home.module.css';
import { type MemberHome, useMemberHome } from './home';
import { MembershipNotices } from './MembershipNotices';

/** Continue where you were; then everything that is open. */
export function Home() {
  const school = useSchool();
  const member = useMember();
  useDocumentTitle(school.name);
  const home = useMemberHome();
  const firstName = mailName(member?.contact.name).firstName;
  return (
    <Stack gap="xl">
      <Title order={1} size="1.75rem">
        {firstName ? `Hello, ${firstName}` : `Welcome to ${school.name}`}
      </Title>
      <MembershipNotices />
      {home.isError && !home.data && (
        <ErrorState
          error={home.error}
          what="Your courses could not be loaded"
          safe="Your progress is safe."
          onRetry={() => void home.refetch()}
        />
      )}
      {home.isPending && <Skeleton height={140} radius="lg" />}
      {home.data?.continueWith && <Continue next={home.data.continueWith} />}
      {home.data && <Courses courses={home.data.courses} hadSome={home.data.closedCourses.length > 0} />}
      {home.data && <ClosedCourses courses={home.data.closedCourses} />}
    </Stack>
  );
}

function Continue({ next }: { next: NonNullable<MemberHome['continueWith']> }) {
  return (
    <Group className={classes.next} justify="space-between" gap="lg">
      <Box>
        <Text size="sm" c="dimmed">
          Continue with {next.courseTitle}
        </Text>
        <Text fw={600} size="xl">
          {next.lessonTitle}
        </Text>
      </Box>
      <Button
        component={Link}
        to={`/courses/${next.courseId}?lesson=${next.lessonId}`}
        size="md"
        leftSection={<IconPlayerPlay size={17} />}
      >
        Continue
      </Button>
    </Group>
  );
}

function Courses({ courses, hadSome }: { courses: MemberHome['courses']; hadSome: boolean }) {
  if (courses.length === 0) {
    return (
      <EmptyState
        icon={<IconBook2 size={22} />}
        title={hadSome ? 'No course is open now' : 'No course is open yet'}
        action={
          <Button component={Link} to="/plans">
            See the plans
          </Button>
        }
      >
        Courses appear here when a membership or the school gives you access.
      </EmptyState>
    );
  }
  return (
    <Box component="section" aria-labelledby="courses">
      <Title order={2} id="courses" mb="sm">
        Your courses
      </Title>
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="md">
        {courses.map((course) => (
          <Link key={course.id} to={`/courses/${course.id}`} className={classes.course}>
            <Text fw={600} size="lg">
              {course.title}
            </Text>
            <Box mt="auto" pt="lg">
              <Progress value={course.progressPercent} size="sm" aria-label={`${course.progressPercent} percent done`} />
              <Group justify="space-between" mt={6}>
                <Text size="sm" c="dimmed" className="p-numbers">
                  {course.progressPercent === 100 ? 'Done' : `${course.progressPercent}% done`}
                </Text>
                {course.nextUnlockAt && (
                  <Text size="sm" c="dimmed">
                    Next lesson <Instant at={course.nextUnlockAt} short />
                  </Text>
                )}
              </Group>
            </Box>
          </Link>
        ))}
      </SimpleGrid>
    </Box>
  );
}

/** Courses of an ended membership, with links to return to them. */
function ClosedCourses({ courses }: { courses: MemberHome['closedCourses'] }) {
  if (courses.length === 0) return null;
  return (
    <Box component="section" aria-labelledby="closed">
      <Title order={2} id="closed" mb="sm">
        Closed courses
      </Title>
      <Stack gap="xs">
        {courses.map((course) => (
          <Group key={course.id} justify="space-between" gap="sm">
            <Anchor component={Link} to={`/courses/${course.id}`}>
              {course.title}
            </Anchor>
            <Text size="sm" c="dimmed" className="p-numbers">
              {course.completedAt ? (
                <>
                  Finished <Instant at={course.completedAt} date />
                </>
              ) : (
                `${course.progressPercent}% done`
              )}
            </Text>
          </Group>
        ))}
      </Stack>
    </Box>
  );
}
