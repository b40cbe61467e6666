import { ColorInput, NumberInput, Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { longestGraceDays, offeredCurrencies, SchoolChange } from '@perennial/domain/school';
import { answer, api } from '../../../ui/api/client';
import { problemsBy } from '../../../ui/forms/field-problems';
import { StoredForm } from '../../../ui/forms/StoredForm';
import { ZoneSelect } from '../../../ui/forms/ZoneSelect';
import { FieldPanel } from '../../../ui/shell/FieldPanel';
import { PageHeader } from '../../../ui/shell/PageHeader';
import { type Me, meKey, useMe, useRefusedChanges } from '../../identity/staff';
import { PictureField } from '../pictures/PictureField';

const names = new Intl.DisplayNames('en', { type: 'currency' });

/** What is sent: an empty chat address is none. */
const bodyOf = <V extends { readonly chatUrl: string }>(values: V) => ({ ...values, chatUrl: values.chatUrl.trim() || null });

/** The school as the form edits it. */
const stored = (school: Me['school']) => ({
  name: school.name,
  timeZone: school.timeZone,
  currency: school.currency,
  supportEmail: school.supportEmail,
  chatUrl: school.chatUrl ?? '',
  brandColour: school.brandColour,
  logo: school.logo,
  graceDays: school.graceDays,
});

export function School() {
  const { school } = useMe();
  const refused = useRefusedChanges();
  const form = useForm({
    initialValues: stored(school),
    validate: (values) => problemsBy(SchoolChange)(bodyOf(values)),
  });
  return (
    <>
      <PageHeader title="School" path={[{ label: 'Settings' }]} lead="What members see, and the defaults for what you sell." />
      <StoredForm
        form={form}
        stored={stored(school)}
        save={(values) => answer(api.PATCH('/api/admin/school', { body: bodyOf(values) }))}
        failed="The school was not saved"
        stale={[meKey]}
        refused={refused}
        maw={720}
      >
        <FieldPanel title="Site details">
          <TextInput label="Name" description="The title of your membership portal." {...form.getInputProps('name')} />
          <PictureField
            use="logo"
            label="Logo"
            description="Shown in the portal, in emails and on certificates. 640 × 640 pixels works best."
            alt={`Logo of ${school.name}`}
            disabled={refused !== null}
            {...form.getInputProps('logo')}
          />
          <ColorInput
            label="Brand colour"
            description="Used for buttons and links in the portal and in emails. Darkened where text would be hard to read."
            {...form.getInputProps('brandColour')}
          />
          <TextInput
            label="Support address"
            description="Members’ questions go to this address."
            type="email"
            {...form.getInputProps('supportEmail')}
          />
          <TextInput
            label="Chat address"
            description="Optional. Shown as “Chat with us” in the portal."
            placeholder="https://"
            {...form.getInputProps('chatUrl')}
          />
        </FieldPanel>
        <FieldPanel title="Time and money">
          <ZoneSelect
            label="Time zone"
            description="Used in the admin, and for members without their own time zone."
            {...form.getInputProps('timeZone')}
          />
          <Select
            label="Currency"
            description="Used for new memberships. Existing memberships keep theirs."
            searchable
            data={[...new Set([...offeredCurrencies, school.currency])].map((code) => ({
              value: code,
              label: `${code.toUpperCase()} · ${names.of(code.toUpperCase())}`,
            }))}
            {...form.getInputProps('currency')}
          />
          <NumberInput
            label="Grace after a failed payment"
            description="How long a member keeps access while Stripe retries the card."
            suffix=" days"
            min={0}
            max={longestGraceDays}
            allowDecimal={false}
            {...form.getInputProps('graceDays')}
          />
        </FieldPanel>
      </StoredForm>
    </>
  );
}
