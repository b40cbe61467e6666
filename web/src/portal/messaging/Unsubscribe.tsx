import { Button } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconCheck, IconLinkOff, IconMailOff } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { answer, api } from '../../ui/api/client';
import { EmptyState, ErrorState } from '../../ui/feedback/States';
import { useSchool } from '../platform/school';

/** The page of the unsubscribe link. Opening it changes nothing, because link checkers open links, too. */
export function Unsubscribe() {
  useDocumentTitle('Unsubscribe');
  const school = useSchool();
  const [search] = useSearchParams();
  const contact = search.get('contact');
  const proof = search.get('proof');
  const leave = useMutation({
    mutationFn: () => answer(api.POST('/api/portal/unsubscribe', { body: { contact: contact ?? '', proof: proof ?? '' } })),
  });
  const again = useMutation({
    mutationFn: () => answer(api.POST('/api/portal/subscribe-again', { body: { contact: contact ?? '', proof: proof ?? '' } })),
  });
  if (!contact || !proof) {
    return (
      <EmptyState icon={<IconLinkOff size={22} />} title="This link is not complete">
        Open it again from the email, or write to {school.supportEmail} and we will unsubscribe you.
      </EmptyState>
    );
  }
  if (again.isSuccess) {
    return (
      <EmptyState icon={<IconCheck size={22} />} title="You are subscribed again">
        You get news and offers from {school.name} as before. Every email has a link to unsubscribe.
      </EmptyState>
    );
  }
  if (leave.isSuccess) {
    return (
      <>
        <EmptyState
          icon={<IconCheck size={22} />}
          title="You are unsubscribed"
          action={
            <Button variant="default" loading={again.isPending} onClick={() => again.mutate()}>
              Subscribe again
            </Button>
          }
        >
          You will no longer get news from {school.name}. You will still get necessary emails, such as receipts and sign-in links.
          Was this a mistake?
        </EmptyState>
        {again.isError && <ErrorState error={again.error} what="You were not subscribed again" />}
      </>
    );
  }
  return (
    <>
      <EmptyState
        icon={<IconMailOff size={22} />}
        title={`Unsubscribe from ${school.name}?`}
        action={
          <Button loading={leave.isPending} onClick={() => leave.mutate()}>
            Unsubscribe
          </Button>
        }
      >
        You will no longer get news and offers. You will still get necessary emails, such as receipts and sign-in links.
      </EmptyState>
      {leave.isError && <ErrorState error={leave.error} what="You were not unsubscribed" />}
    </>
  );
}
