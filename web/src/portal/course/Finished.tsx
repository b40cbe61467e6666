import { Alert, Button, Group, Text } from '@mantine/core';
import { IconRosetteDiscountCheck } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useCertificates } from '../certificates/certificates';
import { useMember } from '../shell/school';
import type { PlayerCourse } from './player-data';

/** How often, and how long apart in milliseconds, to look for a certificate that may still be in the making. */
const looks = 8;
const pause = 2500;

/** What finishing a course has earned. */
export function Finished({ course }: { course: PlayerCourse }) {
  const proven = useMember()?.addressProven === true;
  const certificates = useCertificates({
    enabled: proven,
    refetchInterval: ({ state }) => (state.data?.some(isEarned) || state.dataUpdateCount >= looks ? false : pause),
  });
  const isEarned = ({ courseId, pdfUrl }: { courseId: string; pdfUrl: string | null }) =>
    courseId === course.id && pdfUrl !== null;
  const earned = certificates.data?.some(isEarned) === true;
  return (
    <Alert
      variant="light"
      mb="lg"
      role="status"
      icon={<IconRosetteDiscountCheck size={20} />}
      title={`You have finished ${course.title}`}
    >
      <Group justify="space-between" gap="sm">
        <Text size="sm">{wordsFor(earned, proven)}</Text>
        {earned && (
          <Button component={Link} to="/certificates" size="sm">
            See your certificate
          </Button>
        )}
      </Group>
    </Alert>
  );
}

function wordsFor(earned: boolean, proven: boolean): string {
  if (earned) return 'Your certificate is ready.';
  return proven ? 'Every required lesson is done.' : 'What you earn with it is here once you have opened the link in your mail.';
}
