import { Alert, Button, Group, Loader, Stack, Text, Title } from '@mantine/core';
import { IconRosetteDiscountCheck } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { Link } from 'react-router';
import { answer, api } from '../../ui/api/client';
import { FormSkeleton } from '../../ui/feedback/States';
import { type Member, useMember } from '../platform/school';
import classes from './Finished.module.css';
import { courseKey, type PlayerCourse } from './player-data';

const NameForm = lazy(async () => ({ default: (await import('../identity/account/NameForm')).NameForm }));

interface FinishedProps {
  readonly course: PlayerCourse;
}

/** The end of a course, with the certificate. */
export function Finished({ course, onReview }: FinishedProps & { readonly onReview: () => void }) {
  const rest = course.modules
    .flatMap(({ lessons }) => lessons)
    .filter(({ required, state }) => !required && state !== 'completed').length;
  return (
    <article className={classes.finished}>
      <IconRosetteDiscountCheck size={72} stroke={1.3} className={classes.rosette} aria-hidden />
      <Title order={1}>You finished {course.title}</Title>
      <Text c="dimmed">
        Every required lesson is done
        {rest > 0 ? `; ${rest === 1 ? '1 optional lesson is' : `${rest} optional lessons are`} left` : ''}.
      </Text>
      <Earned course={course} />
      <Button variant="subtle" color="gray" onClick={onReview}>
        Back to the lessons
      </Button>
    </article>
  );
}

/** Above the lessons of a course that is finished. */
export function FinishedNotice({ course, onOpen }: FinishedProps & { readonly onOpen: () => void }) {
  return (
    <Alert variant="light" mb="lg" icon={<IconRosetteDiscountCheck size={20} />} title={`You have finished ${course.title}`}>
      <Group justify="space-between" gap="sm">
        <Text size="sm">{course.certificate?.state === 'issued' ? 'Your certificate is ready.' : 'Well done.'}</Text>
        <Button size="sm" variant="light" onClick={onOpen}>
          {course.certificate ? 'To your certificate' : 'What you finished'}
        </Button>
      </Group>
    </Alert>
  );
}

/** The certificate, its progress, or the reason for a delay. */
function Earned({ course }: FinishedProps) {
  const member = useMember();
  const { certificate } = course;
  if (!member || !certificate) return null;
  if (!member.addressProven) return <Unproven member={member} />;
  if (certificate.state === 'issued')
    return (
      <Button component={Link} to="/certificates" size="md">
        See your certificate
      </Button>
    );
  if (certificate.needsName)
    return (
      <Stack maw={380} w="100%" ta="left">
        <Suspense fallback={<FormSkeleton fields={1} />}>
          <NameForm member={member} stale={[courseKey(course.id), ['certificates']]} />
        </Suspense>
      </Stack>
    );
  if (certificate.state === 'failed')
    return <Text role="status">We could not create your certificate yet. The school has been notified.</Text>;
  return (
    <Group gap="xs" role="status">
      <Loader size="xs" />
      <Text>Your certificate is being created.</Text>
    </Group>
  );
}

/** A buyer with an unconfirmed address. Anyone could have typed it. */
function Unproven({ member }: { readonly member: Member }) {
  const { email } = member.contact;
  const send = useMutation({
    mutationFn: () => answer(api.POST('/api/portal/sign-in-link', { body: { email } })),
    meta: { failed: 'The link was not sent' },
  });
  if (send.isSuccess) return <Text role="status">We emailed a link to {email}. It opens your account and your certificate.</Text>;
  return (
    <Stack align="center" gap="sm">
      <Text maw={440}>
        Your certificate shows your name, so it opens once you confirm that {email} is your address. We email you a link for that.
      </Text>
      <Button size="md" loading={send.isPending} onClick={() => send.mutate()}>
        Email me the link
      </Button>
    </Stack>
  );
}
