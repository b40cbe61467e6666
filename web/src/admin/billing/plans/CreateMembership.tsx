import { Button, Group, Radio, Stack, Stepper } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMediaQuery } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { ApiFailure } from '../../../ui/api/failure';
import { showDone } from '../../../ui/feedback/toasts';
import { Form } from '../../../ui/forms/Form';
import { useUnsaved } from '../../../ui/forms/use-unsaved';
import { PageHeader } from '../../../ui/shell/PageHeader';
import { Panel } from '../../../ui/shell/Panel';
import { useMe } from '../../identity/staff';
import { MainInformation } from './MainInformation';
import { MarketingProducts } from './MarketingProducts';
import { PlanPreview } from './PlanPreview';
import { changePlan, createPlan, type Plan, plansKey, publishPlan } from './plan';
import { checkPlan, emptyPlan, inputOf, type PlanValues } from './plan-form';
import { StripeNotice } from './StripeNotice';
import { WithPreview } from './WithPreview';

type Status = 'draft' | 'published';

const steps = ['Main information', 'Marketing products', 'Status'];

/** Three steps: main information, marketing products, status. */
export function CreateMembership() {
  const { school, stripe } = useMe();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [step, setStep] = useState(0);
  const wide = useMediaQuery('(min-width: 48em)', true, { getInitialValueInEffect: false });
  const canPublish = stripe?.connected === true;
  const [status, setStatus] = useState<Status>(canPublish ? 'published' : 'draft');
  const form = useForm<PlanValues>({ initialValues: emptyPlan, validate: checkPlan });
  // Kept when publishing is refused, so that trying again does not make a second plan.
  const [saved, setSaved] = useState<Plan | null>(null);
  const finish = useMutation({
    mutationFn: async (values: PlanValues) => {
      const input = inputOf(values, school.currency);
      const plan = saved ? await changePlan(saved.id, input) : await createPlan(input);
      setSaved(plan);
      return status === 'published' ? publishPlan(plan.id) : plan;
    },
    onSuccess: async (plan) => {
      form.resetDirty();
      await queries.invalidateQueries({ queryKey: plansKey });
      if (plan.status === 'draft') showDone('Saved as a draft.');
      void navigate(`/marketing/membership/${plan.id}${plan.status === 'published' ? '?published=1' : ''}`);
    },
    meta: { failed: status === 'published' ? 'Not published' : 'Not saved' },
    onError: (error) => {
      const fields = error instanceof ApiFailure ? error.fields : {};
      if (Object.keys(fields).length > 0) {
        form.setErrors(fields);
        setStep('productIds' in fields ? 1 : 0);
      }
    },
  });
  useUnsaved(form.isDirty(), { isDirty: () => form.isDirty() });
  const submit = () => {
    if (step === 0 && form.validate().hasErrors) return;
    if (step < 2) return setStep(step + 1);
    if (form.validate().hasErrors) return setStep(0);
    finish.mutate(form.values);
  };
  const goTo = (target: number) => {
    if (target > 0 && form.validate().hasErrors) return setStep(0);
    setStep(target);
  };
  return (
    <>
      <PageHeader
        title="Create New Membership"
        path={[{ label: 'Marketing' }, { label: 'Membership', to: '/marketing/membership' }]}
      />
      <StripeNotice />
      <WithPreview preview={<PlanPreview values={form.values} currency={school.currency} />}>
        <Form
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          <Panel>
            <Stepper active={step} onStepClick={goTo} size="xs" mb="lg" wrap={false}>
              {steps.map((label, index) => (
                <Stepper.Step key={label} label={wide || index === step ? label : undefined} aria-label={label} />
              ))}
            </Stepper>
            {step === 0 && <MainInformation form={form} currency={school.currency} />}
            {step === 1 && <MarketingProducts form={form} />}
            {step === 2 && <StatusStep status={status} onChange={setStatus} canPublish={canPublish} />}
            <Group justify="space-between" mt="xl">
              {step > 0 ? (
                <Button variant="subtle" color="gray" onClick={() => setStep(step - 1)}>
                  Back
                </Button>
              ) : (
                <span />
              )}
              <Button type="submit" loading={finish.isPending}>
                {step < 2 ? 'Next' : status === 'published' ? 'Publish' : 'Save draft'}
              </Button>
            </Group>
          </Panel>
        </Form>
      </WithPreview>
    </>
  );
}

interface StatusStepProps {
  readonly status: Status;
  readonly onChange: (status: Status) => void;
  readonly canPublish: boolean;
}

function StatusStep({ status, onChange, canPublish }: StatusStepProps) {
  return (
    <Radio.Group
      label="Status of the membership"
      value={status}
      onChange={(value) => onChange(value === 'published' ? 'published' : 'draft')}
    >
      <Stack mt="sm" gap="md">
        <Radio value="draft" label="Draft" description="Not ready for purchase yet. Only staff see it." />
        <Radio
          value="published"
          label="Published"
          disabled={!canPublish}
          description={
            canPublish ? 'Students can buy it right away.' : 'Needs a connected Stripe account: see Settings › Payments.'
          }
        />
      </Stack>
    </Radio.Group>
  );
}
