import {
  Alert,
  Anchor,
  Button,
  Center,
  Paper,
  PasswordInput,
  SegmentedControl,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDocumentTitle } from '@mantine/hooks';
import { emailAddressProblem } from '@perennial/domain/addresses';
import { linkLifeInWords, portalPath } from '@perennial/domain/identity';
import { IconMailOpened } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Navigate, useNavigate, useSearchParams } from 'react-router';
import { answer, api } from '../../../ui/api/client';
import { ApiFailure, messageOf } from '../../../ui/api/failure';
import { EmptyState } from '../../../ui/feedback/States';
import { keptForm } from '../../../ui/forms/kept-input';
import { forgetVisitor, keptAddress, typedPassword } from '../../platform/kept-visitor';
import { useMember, useSchool } from '../../platform/school';
import { TokenSignIn } from './TokenSignIn';

/** Sign-in with an emailed link or a password. Emailed links open this page with a token. */
export function SignIn() {
  const [search] = useSearchParams();
  const token = search.get('token');
  return token ? <TokenSignIn token={token} /> : <SignInForm />;
}

type Way = 'link' | 'password';
type Purpose = 'sign_in' | 'reset_password';

function SignInForm() {
  const school = useSchool();
  const member = useMember();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const [way, setWay] = useState<Way>('link');
  const [sent, setSent] = useState<{ to: string; purpose: Purpose } | null>(null);
  const next = portalPath(search.get('next')) ?? '/';
  useDocumentTitle(`Sign in · ${school.name}`);
  const form = useForm({
    ...keptForm(keptAddress, typedPassword),
    validate: {
      email: emailAddressProblem,
      password: (value) => (way === 'link' || value ? null : 'Enter your password.'),
    },
  });
  const signIn = useMutation({
    mutationFn: (values: typeof form.values) => answer(api.POST('/api/portal/session', { body: values })),
    onSuccess: async () => {
      forgetVisitor();
      await queries.invalidateQueries();
      await navigate(next, { replace: true });
    },
  });
  const link = useMutation({
    mutationFn: ({ email, purpose }: { email: string; purpose: Purpose }) =>
      answer(api.POST('/api/portal/sign-in-link', { body: { email, purpose, next } })),
    onSuccess: (_answer, { email, purpose }) => setSent({ to: email.trim(), purpose }),
  });
  const failure = way === 'password' && !link.isError ? signIn.error : link.error;
  const forgot = () => {
    if (form.validateField('email').hasError) return form.getInputNode('email')?.focus();
    link.mutate({ email: form.values.email, purpose: 'reset_password' });
  };
  if (member && !signIn.isPending) return <Navigate to={next} replace />;
  if (sent) {
    return (
      <EmptyState
        icon={<IconMailOpened size={22} />}
        title="Check your email"
        order={1}
        action={
          <Anchor component="button" onClick={() => setSent(null)}>
            Use another address
          </Anchor>
        }
      >
        If {sent.to} belongs to a member, we have emailed a link. It works once, for {linkLifeInWords(sent.purpose)}
        {sent.purpose === 'sign_in'
          ? ', and signs you in on the device where you open it.'
          : ', and lets you choose a new password.'}
      </EmptyState>
    );
  }
  const wrong = failure instanceof ApiFailure && failure.status === 401;
  return (
    <Center mih="55vh">
      <Stack w="100%" maw={380} gap="lg">
        <Title order={1} ta="center">
          Sign in to {school.name}
        </Title>
        <Paper withBorder radius="lg" p="lg">
          <form
            noValidate
            onSubmit={form.onSubmit((values) =>
              way === 'password' ? signIn.mutate(values) : link.mutate({ email: values.email, purpose: 'sign_in' }),
            )}
          >
            <Stack>
              <SegmentedControl
                fullWidth
                aria-label="How to sign in"
                value={way}
                onChange={(value) => {
                  setWay(value === 'password' ? 'password' : 'link');
                  signIn.reset();
                  link.reset();
                }}
                data={[
                  { value: 'link', label: 'Email me a link' },
                  { value: 'password', label: 'Password' },
                ]}
              />
              {failure && (
                <Alert color="red" variant="light" role="alert">
                  {wrong ? 'Wrong email or password.' : messageOf(failure)}
                </Alert>
              )}
              <TextInput label="Email" type="email" autoComplete="username" size="md" {...form.getInputProps('email')} />
              {way === 'password' && (
                <PasswordInput label="Password" autoComplete="current-password" size="md" {...form.getInputProps('password')} />
              )}
              <Button type="submit" size="md" fullWidth loading={signIn.isPending || link.isPending}>
                {way === 'link' ? 'Email me a link' : 'Sign in'}
              </Button>
              {way === 'password' && (
                <Text size="sm" c="dimmed" ta="center">
                  Forgot your password?{' '}
                  <Anchor component="button" type="button" inherit onClick={forgot}>
                    Email me a link to choose a new one
                  </Anchor>
                </Text>
              )}
            </Stack>
          </form>
        </Paper>
      </Stack>
    </Center>
  );
}
