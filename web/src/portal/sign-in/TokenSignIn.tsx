import { Anchor, Center, Loader, Text } from '@mantine/core';
import { IconLinkOff } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { answer, api } from '../../ui/api/client';
import { messageOf } from '../../ui/api/failure';
import { EmptyState } from '../../ui/feedback/States';
import { showNotice } from '../../ui/feedback/toasts';
import { useSchool } from '../shell/school';

/** Turns a mailed token into a session, exactly once, and takes it out of the address. */
export function TokenSignIn({ token }: { token: string }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { supportEmail } = useSchool();
  const [search] = useSearchParams();
  const [failure, setFailure] = useState<unknown>(null);
  const tried = useRef(false);
  useEffect(() => {
    // A token works once; effects run twice in development.
    if (tried.current) return;
    tried.current = true;
    const next = search.get('next');
    answer(api.POST('/api/portal/session/token', { body: { token } }))
      .then(async ({ browsersSignedOut }) => {
        if (browsersSignedOut > 0)
          showNotice(
            'Signed out in another browser',
            `The browser that came back from the payment page had not opened a link from your mail, so it is signed out. If that was not you, write to ${supportEmail}.`,
          );
        await queries.invalidateQueries();
        const purpose = search.get('purpose');
        const after = purpose === 'reset_password' ? '/account#password' : next && /^\/(?!\/)/.test(next) ? next : '/';
        await navigate(after, { replace: true });
      })
      .catch(setFailure);
  }, [token, search, queries, navigate, supportEmail]);
  if (failure) {
    return (
      <EmptyState
        icon={<IconLinkOff size={22} />}
        title="This link does not work any more"
        action={
          <Anchor component={Link} to="/sign-in">
            Mail me a new one
          </Anchor>
        }
      >
        {messageOf(failure)} Links work once and for a short time, so that nobody else can use yours.
      </EmptyState>
    );
  }
  return (
    <Center mih="50vh" role="status">
      <Loader size="sm" mr="sm" />
      <Text>Signing you in</Text>
    </Center>
  );
}
