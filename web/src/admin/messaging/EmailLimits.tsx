import { NumberInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { EmailLimits as Limits, longestHoldDays } from '@perennial/domain/school';
import { answer, api } from '../../ui/api/client';
import { problemsBy } from '../../ui/forms/field-problems';
import { StoredForm } from '../../ui/forms/StoredForm';
import { FieldPanel } from '../../ui/shell/FieldPanel';
import { PageHeader } from '../../ui/shell/PageHeader';
import { type Me, meKey, useMe, useRefusedChanges } from '../identity/staff';

/** An empty field sets no limit. */
type Values = ReturnType<typeof valuesOf>;

const valuesOf = (limits: Me['school']['emailLimits']) => ({
  quietFrom: limits?.quietFrom ?? '',
  quietTo: limits?.quietTo ?? '',
  perDay: limits?.perDay ?? ('' as number | string),
  perWeek: limits?.perWeek ?? ('' as number | string),
  giveUpAfterDays: limits?.giveUpAfterDays ?? (7 as number | string),
});

const countOf = (value: number | string) => (value === '' ? null : Number(value));

const limitsOf = ({ quietFrom, quietTo, perDay, perWeek, giveUpAfterDays }: Values) => ({
  quietFrom: quietFrom || null,
  quietTo: quietTo || null,
  perDay: countOf(perDay),
  perWeek: countOf(perWeek),
  giveUpAfterDays: Number(giveUpAfterDays),
});

/** When, and how often, marketing emails of automations may reach a person. */
export function EmailLimits() {
  const { school } = useMe();
  const refused = useRefusedChanges();
  const stored = valuesOf(school.emailLimits);
  const form = useForm<Values>({ initialValues: stored, validate: (values) => problemsBy(Limits)(limitsOf(values)) });
  return (
    <>
      <PageHeader
        title="Quiet hours and limits"
        path={[{ label: 'Settings' }, { label: 'Email settings', to: '/settings/email' }]}
        lead="For marketing emails of automations. An email that may not be sent yet is held and sent later. Transactional emails are always sent immediately."
      />
      <StoredForm
        form={form}
        stored={stored}
        save={(values) => answer(api.PATCH('/api/admin/school', { body: { emailLimits: limitsOf(values) } }))}
        failed="The limits were not saved"
        stale={[meKey]}
        refused={refused}
        maw={720}
      >
        <FieldPanel
          title="Quiet hours"
          help="On the clock of the person, or of the school if their time zone is not known. Leave both empty for none."
        >
          <TextInput type="time" label="From" maw={200} {...form.getInputProps('quietFrom')} />
          <TextInput type="time" label="To" maw={200} {...form.getInputProps('quietTo')} />
        </FieldPanel>
        <FieldPanel title="Emails for one person" help="Across all automations. Leave a field empty for any number.">
          <NumberInput
            label="At most per day"
            description="Within 24 hours."
            min={1}
            allowDecimal={false}
            {...form.getInputProps('perDay')}
          />
          <NumberInput
            label="At most per week"
            description="Within 7 days."
            min={1}
            allowDecimal={false}
            {...form.getInputProps('perWeek')}
          />
          <NumberInput
            label="Hold for at most"
            description="An email that would have to wait for longer is not sent. The journey shows it, and continues."
            suffix=" days"
            min={1}
            max={longestHoldDays}
            allowDecimal={false}
            {...form.getInputProps('giveUpAfterDays')}
          />
        </FieldPanel>
      </StoredForm>
    </>
  );
}
