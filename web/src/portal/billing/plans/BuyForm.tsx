import { Alert, Anchor, Button, Checkbox, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { emailAddressProblem } from '@perennial/domain/addresses';
import { consentWording, longestName } from '@perennial/domain/identity';
import { IconLock } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { messageOf } from '../../../ui/api/failure';
import { keptForm } from '../../../ui/forms/kept-input';
import { placeProblems } from '../../../ui/forms/place-problems';
import { browserZone } from '../../../ui/values/instant';
import { keptAddress, keptBuyer } from '../../platform/kept-visitor';
import { useMember, useSchool } from '../../platform/school';
import { type PublicPlan, startCheckout } from './plans';

/** Name and address, then Stripe's own page. A signed-in member only presses the button. */
export function BuyForm({ plan }: { plan: PublicPlan }) {
  const member = useMember();
  const school = useSchool();
  const form = useForm({
    ...keptForm(keptAddress, keptBuyer),
    validate: {
      email: (value) => (member ? null : emailAddressProblem(value)),
      name: (value) => (member || !plan.needsName || value.trim() ? null : 'Enter your name. It appears on your certificate.'),
    },
  });
  // The error is not about a field of this form, so it is shown above it.
  const [unplaced, setUnplaced] = useState(false);
  const buy = useMutation({
    mutationFn: (values: typeof form.values) =>
      startCheckout(plan.slug, {
        timeZone: browserZone(),
        agreesToNews: values.agreesToNews,
        ...(!member && { email: values.email.trim(), ...(values.name.trim() && { name: values.name.trim() }) }),
      }),
    onSuccess: ({ url }) => window.location.assign(url),
    onError: (error) => setUnplaced(placeProblems(form, error)?.length !== 0),
  });
  const trial = plan.trialDays > 0;
  const next =
    trial && !plan.requireCardBeforeTrial
      ? 'Next: confirm on Stripe’s secure page.'
      : 'Next: enter your card on Stripe’s secure page.';
  return (
    <form
      noValidate
      onSubmit={form.onSubmit(
        (values) => buy.mutate(values),
        () => form.getInputNode('email')?.focus(),
      )}
    >
      <Stack gap="sm">
        <NotCharged />
        {buy.isError && unplaced && (
          <Alert color="red" variant="light" role="alert" title="Nothing was charged">
            {messageOf(buy.error)}
          </Alert>
        )}
        {member ? (
          <Text size="sm">
            Buying as <b>{member.contact.email}</b>
          </Text>
        ) : (
          <>
            <TextInput label="Email" type="email" autoComplete="email" size="md" {...form.getInputProps('email')} />
            <TextInput
              label="Name"
              maxLength={longestName}
              {...(plan.needsName && { description: 'As it should appear on your certificate.' })}
              autoComplete="name"
              size="md"
              {...form.getInputProps('name')}
            />
          </>
        )}
        {!member?.subscribedToNews && (
          <Checkbox label={consentWording.text(school.name)} {...form.getInputProps('agreesToNews', { type: 'checkbox' })} />
        )}
        <Button type="submit" size="md" fullWidth loading={buy.isPending || buy.isSuccess}>
          {trial ? `Start ${plan.trialDays}-day free trial` : 'Buy'}
        </Button>
        <Text size="xs" c="dimmed" ta="center">
          <IconLock size={12} aria-hidden /> {next}
        </Text>
        {!member && (
          <Text size="sm" ta="center">
            Already a member?{' '}
            <Anchor component={Link} to={`/sign-in?next=/plans/${plan.slug}`} inherit>
              Sign in
            </Anchor>
          </Text>
        )}
      </Stack>
    </form>
  );
}

/** Tells a person who left the payment page that they were not charged. */
function NotCharged() {
  const [search, setSearch] = useSearchParams();
  const [left] = useState(search.get('checkout') === 'left');
  const notice = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page is opened
  useEffect(() => {
    if (!left) return;
    notice.current?.focus();
    setSearch({}, { replace: true });
  }, []);
  if (!left) return null;
  return (
    <Alert ref={notice} tabIndex={-1} role="status" variant="light" title="You were not charged">
      You left the payment page before paying. You can continue from here at any time.
    </Alert>
  );
}
