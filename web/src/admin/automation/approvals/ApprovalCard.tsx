import { Anchor, Button, Group, Text, Textarea } from '@mantine/core';
import { type ApprovalAnswer, longestApprovalNote, mayDecide } from '@perennial/domain/automation';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { showDone } from '../../../ui/feedback/toasts';
import { useUnsaved } from '../../../ui/forms/use-unsaved';
import { Instant } from '../../../ui/values/Values';
import { useMe } from '../../identity/staff';
import { BusinessTime } from '../../school/clocks/BusinessTime';
import classes from './Approvals.module.css';
import { type Approval, approvalsKey, decideApproval } from './approval';

const roles: Readonly<Record<Exclude<Approval['role'], 'everyone'>, string>> = {
  owner: 'owners',
  admin: 'admins and owners',
  support: 'support and owners',
};

/** A question with whom it is about, and its answer or the buttons that answer it. */
export function ApprovalCard({ approval }: { approval: Approval }) {
  const { question, automation, contact, runId, requestedAt, until, answer } = approval;
  return (
    <li className={classes.approval}>
      <Text fw={500} className={classes.question}>
        {question}
      </Text>
      <Text size="sm" c="dimmed">
        {contact && (
          <>
            <Anchor component={Link} to={`/contacts/${contact.id}`} inherit>
              {contact.name || contact.email}
            </Anchor>
            {' in '}
          </>
        )}
        <Anchor component={Link} to={`/automations/${automation.id}/runs/${runId}`} inherit>
          {automation.name}
        </Anchor>
        <BusinessTime clockId={contact?.clockId ?? null}>
          {', asked '}
          <Instant at={requestedAt} short />
          {answer === null && (
            <>
              {', waits until '}
              <Instant at={until} short />
            </>
          )}
        </BusinessTime>
      </Text>
      {answer === null ? <Answer approval={approval} /> : <Answered approval={approval} />}
    </li>
  );
}

function Answered({ approval: { answer, answeredBy, answeredAt, note, contact } }: { approval: Approval }) {
  return (
    <Text size="sm">
      {answer === 'approved' ? 'Approved' : 'Declined'} by {answeredBy}
      {answeredAt && (
        <BusinessTime clockId={contact?.clockId ?? null}>
          {', '}
          <Instant at={answeredAt} short />
        </BusinessTime>
      )}
      {note && `: ${note}`}
    </Text>
  );
}

/** Two buttons with a note. An answer cannot be undone, because the journey continues. */
function Answer({ approval: { id, role, question } }: { approval: Approval }) {
  const { staff } = useMe();
  const [note, setNote] = useState('');
  const queries = useQueryClient();
  const decide = useMutation({
    mutationFn: (answer: ApprovalAnswer) => decideApproval(id, { answer, note }),
    onSuccess: (_approval, answer) => {
      setNote('');
      showDone(answer === 'approved' ? 'Approved. The journey continues.' : 'Declined. The journey continues.');
    },
    // The list then shows who decided first.
    onSettled: () => queries.invalidateQueries({ queryKey: approvalsKey }),
    meta: { failed: 'Your answer does not count' },
  });
  useUnsaved(note !== '');
  if (role !== 'everyone' && !mayDecide(role, staff.role))
    return (
      <Text size="sm" c="dimmed">
        Only {roles[role]} can decide.
      </Text>
    );
  const button = (answer: ApprovalAnswer, label: string) => (
    <Button
      variant={answer === 'approved' ? 'filled' : 'default'}
      loading={decide.isPending && decide.variables === answer}
      disabled={decide.isPending && decide.variables !== answer}
      onClick={() => decide.mutate(answer)}
      aria-label={`${label}: ${question}`}
    >
      {label}
    </Button>
  );
  return (
    <>
      <Textarea
        aria-label={`Note about: ${question}`}
        placeholder="Note for the journey (optional)"
        autosize
        minRows={1}
        maxRows={6}
        maxLength={longestApprovalNote}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        mt="xs"
      />
      <Group gap="xs" mt="xs">
        {button('approved', 'Approve')}
        {button('declined', 'Decline')}
        <Text size="xs" c="dimmed">
          The journey continues immediately. This cannot be undone.
        </Text>
      </Group>
    </>
  );
}
