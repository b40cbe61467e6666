import { Alert, Anchor, Button, CopyButton, Group, Menu, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconChevronDown, IconCopy, IconExternalLink, IconMail } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useParams, useSearchParams } from 'react-router';
import { ErrorState, FormSkeleton } from '../../../ui/feedback/States';
import { showUndo } from '../../../ui/feedback/toasts';
import { StoredForm } from '../../../ui/forms/StoredForm';
import { PageHeader } from '../../../ui/shell/PageHeader';
import { Panel } from '../../../ui/shell/Panel';
import { StatusBadge } from '../../../ui/values/StatusBadge';
import { useRefusedChanges } from '../../identity/staff';
import { MainInformation } from './MainInformation';
import { MarketingProducts } from './MarketingProducts';
import { PlanPreview } from './PlanPreview';
import { archivePlan, changePlan, type Plan, plansKey, publishPlan, unpublishPlan, usePlan } from './plan';
import { checkPlan, inputOf, type PlanValues, valuesOf } from './plan-form';
import { StripeNotice } from './StripeNotice';
import { WithPreview } from './WithPreview';

const path = [{ label: 'Marketing' }, { label: 'Membership', to: '/marketing/membership' }];

export function EditMembership() {
  const { id = '' } = useParams();
  const plan = usePlan(id);
  if (plan.isError && !plan.data) {
    return <ErrorState error={plan.error} what="This membership could not be loaded" onRetry={() => void plan.refetch()} />;
  }
  if (!plan.data) return <FormSkeleton fields={5} />;
  return <PlanEditor key={id} plan={plan.data} />;
}

function PlanEditor({ plan }: { plan: Plan }) {
  const [search] = useSearchParams();
  const form = useForm<PlanValues>({ initialValues: valuesOf(plan), validate: checkPlan });
  const refused = useRefusedChanges();
  return (
    <>
      <PageHeader
        title={plan.title}
        path={path}
        badge={<StatusBadge status={plan.status} />}
        actions={<PlanActions plan={plan} />}
      />
      <StripeNotice />
      {search.has('published') && <MessagesReminder />}
      {plan.status === 'published' && (
        <Group gap="xs" mb="lg">
          <Anchor href={plan.publicUrl} target="_blank" rel="noreferrer" size="sm">
            {plan.publicUrl} <IconExternalLink size={13} aria-hidden />
          </Anchor>
          <CopyButton value={plan.publicUrl}>
            {({ copied, copy }) => (
              <Button size="compact-xs" variant="default" onClick={copy} leftSection={<IconCopy size={12} />}>
                {copied ? 'Copied' : 'Get Link'}
              </Button>
            )}
          </CopyButton>
        </Group>
      )}
      <WithPreview preview={<PlanPreview values={form.values} currency={plan.currency} />}>
        <StoredForm
          form={form}
          stored={valuesOf(plan)}
          save={(values) => changePlan(plan.id, inputOf(values, plan.currency))}
          failed="The membership was not saved"
          stale={[plansKey]}
          refused={refused}
        >
          <Panel title="Main information">
            <MainInformation form={form} currency={plan.currency} />
            {plan.memberCount > 0 && form.isDirty('priceAmount') && (
              <Text size="sm" c="dimmed" mt="md">
                {plan.memberCount} {plan.memberCount === 1 ? 'member keeps' : 'members keep'} the price they bought at. New buyers
                pay the new price.
              </Text>
            )}
          </Panel>
          <Panel title="Marketing products">
            <MarketingProducts form={form} />
          </Panel>
        </StoredForm>
      </WithPreview>
    </>
  );
}

/** Shown after publishing, as a reminder to switch on the messages. */
function MessagesReminder() {
  return (
    <Alert icon={<IconMail size={18} />} variant="light" mb="lg" title="Published. Now activate the email messages">
      <Text size="sm">
        Choose which emails are sent when someone buys, cancels, gains or loses access, or when a payment succeeds or fails:{' '}
        <Anchor component={Link} to="/settings/email?feature=membership" inherit>
          Settings › Email settings
        </Anchor>
        .
      </Text>
    </Alert>
  );
}

function PlanActions({ plan }: { plan: Plan }) {
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: (step: (id: string) => Promise<Plan>) => step(plan.id),
    onSuccess: () => queries.invalidateQueries({ queryKey: plansKey }),
    meta: { failed: 'The status was not changed' },
  });
  const setDraft = async () => {
    await change.mutateAsync(unpublishPlan);
    showUndo('Set to draft. Members keep what they bought.', () => change.mutateAsync(publishPlan));
  };
  const archive = async () => {
    await change.mutateAsync(archivePlan);
    const back = plan.status === 'published' ? publishPlan : unpublishPlan;
    showUndo('Archived. Members keep what they bought.', () => change.mutateAsync(back));
  };
  return (
    <>
      {plan.status !== 'published' && (
        <Button loading={change.isPending} onClick={() => change.mutate(publishPlan)}>
          Publish
        </Button>
      )}
      {plan.status !== 'archived' && (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button variant="default" rightSection={<IconChevronDown size={14} />}>
              More
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {plan.status === 'published' && <Menu.Item onClick={() => void setDraft()}>Set to draft</Menu.Item>}
            <Menu.Item onClick={() => void archive()}>Archive</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
    </>
  );
}
