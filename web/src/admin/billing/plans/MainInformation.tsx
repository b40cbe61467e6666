import { Group, Input, NumberInput, SegmentedControl, Stack, Switch, Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { type IntervalMonths, longestTrialDays, planIntervals } from '@perennial/domain/billing';
import { MoneyInput } from '../../../ui/forms/MoneyInput';
import type { PlanValues } from './plan-form';

const intervalLabels: Readonly<Record<IntervalMonths, string>> = { 1: 'Monthly', 3: '3-month', 6: '6-month', 12: 'Yearly' };

/** First step of the wizard, and the top of the edit page. */
export function MainInformation({ form, currency }: { form: UseFormReturnType<PlanValues>; currency: string }) {
  const hasTrial = (form.values.trialDays ?? 0) > 0;
  const interval = form.getInputProps('intervalMonths');
  return (
    <Stack gap="lg">
      <TextInput label="Title" description="What buyers see first." data-autofocus {...form.getInputProps('title')} />
      <Textarea
        label="Description"
        description="What members get, in a few sentences."
        autosize
        minRows={3}
        maxRows={10}
        {...form.getInputProps('description')}
      />
      <Group grow align="flex-start" gap="md">
        <MoneyInput
          label="Price"
          description="Charged each interval."
          currency={currency}
          {...form.getInputProps('priceAmount')}
        />
        <MoneyInput
          label="Old price"
          description="Optional. Struck through."
          currency={currency}
          {...form.getInputProps('oldPriceAmount')}
        />
      </Group>
      <Input.Wrapper label="Billing interval" description="How often the price is charged." labelElement="div">
        <SegmentedControl
          fullWidth
          mt={6}
          aria-label="Billing interval"
          value={String(interval.value)}
          onChange={(value) => form.setFieldValue('intervalMonths', Number(value) as IntervalMonths)}
          data={planIntervals.map((months) => ({ value: String(months), label: intervalLabels[months] }))}
        />
      </Input.Wrapper>
      <NumberInput
        label="Free trial days"
        description="0 for no trial. Each person gets one free trial at your school, whatever they buy."
        allowDecimal={false}
        allowNegative={false}
        max={longestTrialDays}
        styles={{ wrapper: { maxWidth: 160 } }}
        {...form.getInputProps('trialDays')}
        // A prefilled 0 would become the last digit of the typed number.
        placeholder="0"
        value={form.values.trialDays || ''}
        onChange={(value) => form.setFieldValue('trialDays', typeof value === 'number' ? value : 0)}
      />
      {hasTrial && (
        <Switch
          label="Ask for a card before the trial starts"
          description={
            form.values.requireCardBeforeTrial
              ? 'Buyers enter a card now. It is charged when the trial ends.'
              : 'No credit card required. Buyers start immediately, and the membership pauses if there is no card when the trial ends.'
          }
          {...form.getInputProps('requireCardBeforeTrial', { type: 'checkbox' })}
        />
      )}
    </Stack>
  );
}
