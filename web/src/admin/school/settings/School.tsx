import { Button, ColorInput, Group, NumberInput, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { emailAddressProblem } from '@perennial/domain/addresses';
import { answer, api } from '../../../ui/api/client';
import { Form } from '../../../ui/forms/Form';
import { useSave } from '../../../ui/forms/use-save';
import { ZoneSelect } from '../../../ui/forms/ZoneSelect';
import { PageHeader } from '../../../ui/shell/PageHeader';
import { Panel } from '../../../ui/shell/Panel';
import { meKey, useMe } from '../../identity/staff';
import { PictureField } from '../pictures/PictureField';

const currencies = [
  'eur',
  'usd',
  'gbp',
  'chf',
  'sek',
  'nok',
  'dkk',
  'pln',
  'czk',
  'cad',
  'aud',
  'nzd',
  'jpy',
  'brl',
  'mxn',
  'inr',
  'zar',
];
const names = new Intl.DisplayNames('en', { type: 'currency' });

export function School() {
  const { school, staff } = useMe();
  const mayChange = staff.role !== 'support';
  const form = useForm({
    initialValues: {
      name: school.name,
      timeZone: school.timeZone,
      currency: school.currency,
      supportEmail: school.supportEmail,
      chatUrl: school.chatUrl ?? '',
      brandColour: school.brandColour,
      logo: school.logo,
      graceDays: school.graceDays,
    },
    validate: {
      name: (value) => (value.trim() ? null : 'A school needs a name.'),
      supportEmail: emailAddressProblem,
      chatUrl: (value) => (value === '' || /^https?:\/\/\S+$/.test(value) ? null : 'Enter an address that starts with https://.'),
      brandColour: (value) => (/^#[0-9a-fA-F]{6}$/.test(value) ? null : 'Enter a colour such as #1f6f5c.'),
    },
  });
  const save = useSave(form, {
    save: (values) =>
      answer(
        api.PATCH('/api/admin/school', {
          body: { ...values, chatUrl: values.chatUrl || null },
        }),
      ),
    done: 'Saved.',
    failed: 'The school was not saved',
    stale: [meKey],
  });
  return (
    <>
      <PageHeader title="School" path={[{ label: 'Settings' }]} lead="What members see, and the defaults for what you sell." />
      <Form onSubmit={form.onSubmit((values) => save.mutate(values))}>
        <Stack maw={720}>
          <Panel title="Site details">
            <Stack>
              <TextInput label="Name" description="The title of your membership portal." {...form.getInputProps('name')} />
              <PictureField
                use="logo"
                label="Logo"
                description="Shown in the portal, in emails and on certificates. 640 × 640 pixels works best."
                alt={`Logo of ${school.name}`}
                disabled={!mayChange}
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
            </Stack>
          </Panel>
          <Panel title="Time and money">
            <Stack>
              <ZoneSelect
                label="Time zone"
                description="Used in the admin, and for members without their own time zone."
                {...form.getInputProps('timeZone')}
              />
              <Select
                label="Currency"
                description="Used for new memberships. Existing memberships keep theirs."
                searchable
                data={currencies.map((code) => ({
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
                max={60}
                allowDecimal={false}
                {...form.getInputProps('graceDays')}
              />
            </Stack>
          </Panel>
          <Group justify="flex-end">
            <Button type="submit" loading={save.isPending} disabled={!form.isDirty()}>
              Save
            </Button>
          </Group>
        </Stack>
      </Form>
    </>
  );
}
