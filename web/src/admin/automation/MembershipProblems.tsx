import { Anchor, Button, Group, Text } from '@mantine/core';
import type { Schemas } from '@perennial/api-client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import { answer, api } from '../../ui/api/client';
import { showDone, showFailure } from '../../ui/feedback/toasts';
import { Panel } from '../../ui/shell/Panel';
import { Instant } from '../../ui/values/Values';
import classes from './Attention.module.css';

type Problem = Schemas['MembershipProblem'];

const problemsKey = ['membership-problems'] as const;

/** Memberships that Stripe refuses to sync, or that were paid after they had ended. */
export const useMembershipProblems = (test = false) =>
  useQuery({
    queryKey: [...problemsKey, test],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/admin/membership-problems', { params: { query: { test: String(test) } }, signal })),
  });

const kinds = [
  {
    problem: 'request',
    title: 'Stripe refuses to show these memberships',
    help: 'They keep their current state, and we retry every hour. The usual cause is a subscription that was deleted in Stripe.',
  },
  {
    problem: 'paid_after_end',
    title: 'Paid after the membership had ended',
    help: 'The payment gave no access. Refund it in your Stripe dashboard, or give access on the person’s page.',
  },
] as const;

/** Memberships that need attention, by problem. */
export function MembershipProblems({ problems }: { problems: readonly Problem[] }) {
  return kinds.map(({ problem, title, help }) => {
    const own = problems.filter((one) => one.problem === problem);
    if (own.length === 0) return null;
    return (
      <Panel key={problem} title={title} help={help} flush>
        <ul className={classes.people}>
          {own.map((one) => (
            <ProblemRow key={one.id} problem={one} />
          ))}
        </ul>
      </Panel>
    );
  });
}

function ProblemRow({ problem: { id, contact, planTitle, problem, detail, since } }: { problem: Problem }) {
  const queries = useQueryClient();
  const name = contact.name || contact.email;
  const path = { params: { path: { id } } };
  const act = useMutation({
    mutationFn: () =>
      problem === 'request'
        ? answer(api.POST('/api/admin/membership-problems/{id}/retry', path))
        : answer(api.POST('/api/admin/membership-problems/{id}/settle', path)),
    onSuccess: async () => {
      showDone(
        problem === 'request' ? `${name}’s membership is being checked again.` : `${name}’s payment is marked as resolved.`,
      );
      await queries.invalidateQueries({ queryKey: problemsKey });
    },
    onError: (error) => showFailure(error, 'Something went wrong'),
  });
  const label = problem === 'request' ? 'Try again' : 'Mark as resolved';
  return (
    <li className={classes.person}>
      <div>
        <Anchor component={Link} to={`/contacts/${contact.id}`} size="sm" fw={500}>
          {name}
        </Anchor>
        <Text size="xs" c="dimmed">
          {planTitle}, since <Instant at={since} short />
          {detail && (problem === 'request' ? `: ${detail}` : `: invoice ${detail}`)}
        </Text>
      </div>
      <Group gap={6}>
        <Button
          size="compact-sm"
          variant="default"
          aria-label={`${label}: ${name}`}
          loading={act.isPending}
          onClick={() => act.mutate()}
        >
          {label}
        </Button>
      </Group>
    </li>
  );
}
