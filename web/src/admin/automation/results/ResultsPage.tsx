import { Anchor, Group, SegmentedControl, SimpleGrid, Skeleton, Stack, Table, Text, VisuallyHidden } from '@mantine/core';
import { IconChartBar } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { Link, useParams } from 'react-router';
import { EmptyState, ErrorState } from '../../../ui/feedback/States';
import { PageHeader } from '../../../ui/shell/PageHeader';
import { Panel } from '../../../ui/shell/Panel';
import { formatMoney } from '../../../ui/values/money';
import { useAutomation } from '../automation';
import { dayText } from '../forecast/forecast';
import classes from './Results.module.css';
import { type AutomationResults, periods, type ResultsDay, type ResultsPeriod, share, useResults } from './results';

/** What an automation has led to: who entered, how many of them reached its goal, and what became of its emails. */
export function ResultsPage() {
  const { id = '' } = useParams();
  const [period, setPeriod] = useState<ResultsPeriod>('30');
  const automation = useAutomation(id).data;
  const results = useResults(id, period);
  return (
    <>
      <PageHeader
        title="Results"
        lead="People who entered in these days, and what has become of them since. People on test clocks are not counted."
        path={[
          { label: 'Automations', to: '/automations' },
          { label: automation?.name ?? '…', to: `/automations/${id}` },
        ]}
        actions={
          <SegmentedControl
            aria-label="Period"
            value={period}
            onChange={(value) => setPeriod(periods.find((each) => each === value) ?? '30')}
            data={periods.map((value) => ({ value, label: `${value} days` }))}
          />
        }
      />
      {results.isError && !results.data ? (
        <ErrorState error={results.error} what="The results could not be loaded" onRetry={() => void results.refetch()} />
      ) : results.data ? (
        <Loaded id={id} results={results.data} />
      ) : (
        <Skeleton height={320} radius="md" />
      )}
    </>
  );
}

function Loaded({ id, results }: { id: string; results: AutomationResults }) {
  if (results.entered === 0)
    return (
      <EmptyState icon={<IconChartBar size={22} />} title="Nobody entered in these days">
        As soon as people enter, you see here how many reach the goal, and what becomes of each email.
      </EmptyState>
    );
  return (
    <Stack gap="lg">
      <Numbers id={id} results={results} />
      <Panel title={results.goal ? 'Entered, and reached the goal since' : 'Entered'}>
        <DayBars days={results.days} hasGoal={results.goal !== null} />
        {!results.goal && (
          <Text size="sm" c="dimmed" mt="sm">
            Choose a goal in the settings of the automation, such as a purchase, to see how many people reach it.
          </Text>
        )}
      </Panel>
      {results.emails.length > 0 && <Emails emails={results.emails} />}
    </Stack>
  );
}

function Numbers({ id, results }: { id: string; results: AutomationResults }) {
  const { entered, inProgress, completed, exited, needAttention, goal } = results;
  const runs = (state: string) => `/automations/${id}/runs?state=${state}`;
  return (
    <SimpleGrid cols={{ base: 2, md: goal ? 6 : 5 }} spacing="sm">
      <One label="Entered" value={entered} to={`/automations/${id}/runs`} />
      {goal && (
        <>
          <One label="Reached the goal" value={goal.reached} detail={share(goal.reached, entered)} />
          <One label="Paid by them" value={formatMoney(goal.revenue.amount, goal.revenue.currency)} detail="within 30 days" />
        </>
      )}
      <One label="In progress" value={inProgress} to={runs('waiting')} />
      <One label="Finished" value={completed} to={runs('completed')} />
      {goal ? null : <One label="Exited" value={exited} to={runs('exited')} />}
      <One label="Need attention" value={needAttention} to={runs('parked')} />
    </SimpleGrid>
  );
}

function One({ label, value, detail, to }: { label: string; value: number | string; detail?: string | null; to?: string }) {
  return (
    <div className={classes.number}>
      <Text className={classes.value}>{typeof value === 'number' ? value.toLocaleString('en') : value}</Text>
      <Text size="sm" c="dimmed">
        {to ? (
          <Anchor component={Link} to={to} c="dimmed" inherit>
            {label}
          </Anchor>
        ) : (
          label
        )}
        {detail && ` (${detail})`}
      </Text>
    </div>
  );
}

/** A bar for each day: who entered, and within it who has reached the goal. */
function DayBars({ days, hasGoal }: { days: readonly ResultsDay[]; hasGoal: boolean }) {
  const highest = Math.max(1, ...days.map(({ entered }) => entered));
  const said = ({ day, entered, reached }: ResultsDay) =>
    `${dayText(day)}: ${entered.toLocaleString('en')} entered${hasGoal ? `, ${reached.toLocaleString('en')} reached the goal` : ''}`;
  return (
    <>
      <ul className={classes.chart} aria-label="Per day">
        {days.map((day) => (
          <li key={day.day} className={classes.day} title={said(day)}>
            <span className={classes.entered} style={{ height: `${(day.entered / highest) * 100}%` }} aria-hidden>
              <span className={classes.reached} style={{ height: `${(day.reached / Math.max(1, day.entered)) * 100}%` }} />
            </span>
            <VisuallyHidden>{said(day)}</VisuallyHidden>
          </li>
        ))}
      </ul>
      <Group justify="space-between" mt={4}>
        <Text size="xs" c="dimmed">
          {days[0] && dayText(days[0].day)}
        </Text>
        {hasGoal && (
          <Group gap="md">
            <Legend swatch={classes.entered}>entered</Legend>
            <Legend swatch={classes.reached}>of them, reached the goal</Legend>
          </Group>
        )}
        <Text size="xs" c="dimmed">
          Today
        </Text>
      </Group>
    </>
  );
}

function Legend({ swatch, children }: { swatch: string | undefined; children: ReactNode }) {
  return (
    <Text size="xs" c="dimmed">
      <span className={`${classes.swatch} ${swatch ?? ''}`} aria-hidden />
      {children}
    </Text>
  );
}

function Emails({ emails }: { emails: AutomationResults['emails'] }) {
  return (
    <Panel title="Emails">
      <Table.ScrollContainer minWidth={480}>
        <Table aria-label="Emails">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Email</Table.Th>
              <Table.Th ta="right">Sent</Table.Th>
              <Table.Th ta="right">Not delivered</Table.Th>
              <Table.Th ta="right">Without consent</Table.Th>
              <Table.Th ta="right">Unsubscribed after it</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {emails.map(({ nodeId, template, sent, failed, withheld, unsubscribed }) => (
              <Table.Tr key={`${nodeId} ${template?.id ?? ''}`}>
                <Table.Td>
                  {template ? (
                    <Anchor component={Link} to={`/settings/email/templates/${template.id}`} size="sm">
                      {template.name}
                    </Anchor>
                  ) : (
                    'A notice to the staff'
                  )}
                </Table.Td>
                <Cell>{sent}</Cell>
                <Cell>{failed}</Cell>
                <Cell>{withheld}</Cell>
                <Cell>{unsubscribed}</Cell>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Text size="xs" c="dimmed" mt="sm">
        Not delivered counts addresses that the mail server refused. Unsubscribed counts people who unsubscribed within three days
        after a marketing email.
      </Text>
    </Panel>
  );
}

function Cell({ children }: { children: number }) {
  return (
    <Table.Td ta="right" className="p-numbers" c={children === 0 ? 'dimmed' : undefined}>
      {children.toLocaleString('en')}
    </Table.Td>
  );
}
