import { Button, Center, Loader, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconCheck, IconMailOpened } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { answer, api } from '../../../ui/api/client';
import { ErrorState } from '../../../ui/feedback/States';
import { useSchool } from '../../platform/school';

const slowAfter = 20_000;

/** The return page from Stripe. Waits until the membership has started, then shows where to continue. */
export function CheckoutReturn() {
  const { sessionId: inPath } = useParams();
  const [search] = useSearchParams();
  const sessionId = inPath ?? search.get('session') ?? '';
  const queries = useQueryClient();
  const checkout = useCheckout(sessionId);
  const ready = checkout.data?.state === 'ready';
  useDocumentTitle(ready ? 'You’re in' : 'One moment');
  const slow = useSlow();
  useEffect(() => {
    if (ready) void queries.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'checkout' });
  }, [ready, queries]);
  if (checkout.isError) {
    return (
      <ErrorState
        error={checkout.error}
        what="We could not load your purchase"
        safe="If you completed the payment on Stripe’s page, your purchase is safe and we are sending you an email."
        onRetry={() => void checkout.refetch()}
      />
    );
  }
  return (
    <Center mih="50vh">
      <Stack align="center" gap="sm" maw={440} ta="center" aria-live="polite">
        {ready ? <Ready needsSignIn={checkout.data?.needsSignIn === true} /> : <Processing slow={slow} />}
      </Stack>
    </Center>
  );
}

/**
 * Sends the POST when the page opens, and again when the membership has started, which signs this browser in. In between the
 * page only reads.
 */
function useCheckout(sessionId: string) {
  const purchase = { params: { path: { sessionId } } };
  const comeBack = (turn: 'return' | 'started') => ({
    queryKey: ['checkout', sessionId, turn],
    queryFn: () => answer(api.POST('/api/portal/checkout/{sessionId}/return', purchase)),
    // It acts, so neither a new focus nor a new mount of the page repeats it.
    staleTime: Number.POSITIVE_INFINITY,
  });
  const first = useQuery({ ...comeBack('return'), enabled: sessionId !== '' });
  const waits = first.data?.state === 'processing';
  const poll = useQuery({
    queryKey: ['checkout', sessionId, 'state'],
    queryFn: () => answer(api.GET('/api/portal/checkout/{sessionId}', purchase)),
    // The buyer is signed in once the purchase is there, and without a session there is no stream of changes.
    refetchInterval: (query) => (query.state.data?.state === 'ready' ? false : 1500),
    enabled: waits,
  });
  const started = waits && poll.data?.state === 'ready';
  const admitted = useQuery({ ...comeBack('started'), enabled: started });
  if (started) return admitted;
  return poll.isError ? poll : first;
}

function useSlow(): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), slowAfter);
    return () => clearTimeout(timer);
  }, []);
  return slow;
}

function Processing({ slow }: { slow: boolean }) {
  return (
    <>
      <Loader size="md" />
      <Title order={1}>Opening your membership</Title>
      <Text c="dimmed">
        {slow
          ? 'This is taking longer than usual. You can close this page. We will email you as soon as your membership is open.'
          : 'Stripe has confirmed your payment. This takes a few seconds.'}
      </Text>
    </>
  );
}

function Ready({ needsSignIn }: { needsSignIn: boolean }) {
  const school = useSchool();
  return (
    <>
      <ThemeIcon size={52} radius="xl" variant="light">
        {needsSignIn ? <IconMailOpened size={26} /> : <IconCheck size={28} />}
      </ThemeIcon>
      <Title order={1}>Welcome to {school.name}</Title>
      <Text c="dimmed">
        {needsSignIn
          ? 'Your membership has started. We emailed you a link that signs you in. It also works on your phone.'
          : 'Your membership has started. Each course shows which lessons are open, and when the next ones open.'}
      </Text>
      <Button component={Link} to={needsSignIn ? '/sign-in' : '/'} size="md" mt="sm">
        {needsSignIn ? 'Sign in' : 'Start learning'}
      </Button>
    </>
  );
}
