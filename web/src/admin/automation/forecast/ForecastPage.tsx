import { Alert, Anchor, Group, SegmentedControl, Select, Skeleton, Stack, Table, Text } from '@mantine/core';
import { IconCalendarStats } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { EmptyState, ErrorState } from '../../../ui/feedback/States';
import { PageHeader } from '../../../ui/shell/PageHeader';
import { Panel } from '../../../ui/shell/Panel';
import { DayChart } from './DayChart';
import classes from './Forecast.module.css';
import {
  daysOf,
  dayText,
  type Forecast,
  type Measure,
  measureLabels,
  measures,
  type Period,
  partsOf,
  rangeText,
  sumOf,
  useForecast,
} from './forecast';

/** What the timers of all automations lead to within the next days. */
export function ForecastPage() {
  const [period, setPeriod] = useState<Period>('7');
  const forecast = useForecast(period);
  return (
    <>
      <PageHeader
        title="Forecast"
        lead="What waiting journeys lead to next, as far as it is known now. New people and events can change it."
        path={[{ label: 'Automations', to: '/automations' }]}
        actions={
          <SegmentedControl
            aria-label="Period"
            value={period}
            onChange={(value) => setPeriod(value === '30' ? '30' : '7')}
            data={[
              { value: '7', label: '7 days' },
              { value: '30', label: '30 days' },
            ]}
          />
        }
      />
      {forecast.isError && !forecast.data ? (
        <ErrorState error={forecast.error} what="The forecast could not be loaded" onRetry={() => void forecast.refetch()} />
      ) : forecast.data ? (
        <Loaded forecast={forecast.data} period={period} />
      ) : (
        <Skeleton height={320} radius="md" />
      )}
    </>
  );
}

function Loaded({ forecast, period }: { forecast: Forecast; period: Period }) {
  const [measure, setMeasure] = useState<Measure>('people');
  const [automation, setAutomation] = useState<string | null>(null);
  const [day, setDay] = useState<string | null>(null);
  const { automations, held, spikes } = forecast;
  const heldText =
    held > 0 &&
    `${held === 1 ? '1 person is' : `${held.toLocaleString('en')} people are`} held by a paused automation and not counted.`;
  if (automations.length === 0)
    return (
      <EmptyState icon={<IconCalendarStats size={22} />} title={`Nothing is due within ${period} days`}>
        As soon as people wait in an automation, you see here when they continue, and which emails and access changes follow.{' '}
        {heldText}
      </EmptyState>
    );
  const chosen = automations.some(({ id }) => id === automation) ? automation : null;
  const days = daysOf(forecast, chosen);
  const shown = days.some((one) => one.day === day) ? day : null;
  return (
    <Stack gap="lg">
      <Warnings forecast={forecast} />
      <Panel title={shown ? `${measureLabels[measure]}, ${dayText(shown)}` : measureLabels[measure]}>
        <Group gap="sm" mb="md">
          <SegmentedControl
            aria-label="What is counted"
            size="xs"
            value={measure}
            onChange={(value) => setMeasure(measures.find((one) => one === value) ?? 'people')}
            data={measures.map((value) => ({ value, label: measureLabels[value] }))}
          />
          <Select
            aria-label="Automation"
            size="xs"
            clearable
            searchable
            placeholder="All automations"
            data={automations.map(({ id, name }) => ({ value: id, label: name }))}
            value={chosen}
            onChange={setAutomation}
          />
        </Group>
        <DayChart {...{ days, measure }} spikes={chosen ? [] : spikes} selected={shown} onSelect={setDay} />
        {measure !== 'people' && (
          <div className={classes.legend}>
            <span>
              <span className={`${classes.swatch} ${classes.certain}`} aria-hidden /> on every branch
            </span>
            <span>
              <span className={`${classes.swatch} ${classes.possible}`} aria-hidden /> depends on a condition
            </span>
          </div>
        )}
        <Text size="xs" c="dimmed" mt="sm">
          Each journey is followed to its next wait. A wait for an event counts at its time limit; the event may come earlier.
          People on test clocks are not counted. {heldText}
        </Text>
      </Panel>
      <PerAutomation forecast={forecast} day={shown} />
    </Stack>
  );
}

function Warnings({ forecast: { spikes, several, automations } }: { forecast: Forecast }) {
  const nameOf = (id: string) => automations.find((one) => one.id === id)?.name ?? 'an automation';
  return (
    <>
      {spikes.length > 0 && (
        <Alert color="yellow" variant="light" title="Far more emails than on the other days">
          <Text size="sm">{spikes.map(dayText).join(', ')}</Text>
        </Alert>
      )}
      {several.total > 0 && (
        <Alert
          color="yellow"
          variant="light"
          title={`${several.total === 1 ? '1 person' : `${several.total.toLocaleString('en')} people`} may get emails of several automations on one day`}
        >
          <ul className={classes.people}>
            {several.items.slice(0, 10).map(({ contact, day, automationIds }) => (
              <li key={`${contact.id} ${day}`}>
                <Text size="sm">
                  <Anchor component={Link} to={`/contacts/${contact.id}`} inherit c="inherit" td="underline">
                    {contact.name || contact.email}
                  </Anchor>
                  , {dayText(day)}: {automationIds.map(nameOf).join(', ')}
                </Text>
              </li>
            ))}
          </ul>
        </Alert>
      )}
    </>
  );
}

/** The same numbers by automation, for the whole period or for one day. */
function PerAutomation({ forecast, day }: { forecast: Forecast; day: string | null }) {
  const rows = forecast.automations
    .map(({ id, name, days }) => ({ id, name, counts: sumOf(days.filter((one) => day === null || one.day === day)) }))
    .filter(({ counts }) => counts.people > 0)
    .sort((one, other) => other.counts.people - one.counts.people);
  return (
    <Panel title={day ? `By automation, ${dayText(day)}` : 'By automation'}>
      {rows.length === 0 ? (
        <Text size="sm" c="dimmed">
          Nothing is due on this day.
        </Text>
      ) : (
        <Table.ScrollContainer minWidth={440}>
          <Table aria-label="Forecast by automation">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Automation</Table.Th>
                {measures.map((measure) => (
                  <Table.Th key={measure} ta="right">
                    {measureLabels[measure]}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map(({ id, name, counts }) => (
                <Table.Tr key={id}>
                  <Table.Td>
                    <Anchor component={Link} to={`/automations/${id}/runs?state=waiting`} size="sm">
                      {name}
                    </Anchor>
                  </Table.Td>
                  {measures.map((measure) => (
                    <Table.Td key={measure} ta="right" className="p-numbers">
                      {rangeText(partsOf(measure, counts))}
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Panel>
  );
}
