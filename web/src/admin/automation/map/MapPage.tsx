import { Anchor, Text, Title } from '@mantine/core';
import { IconSitemap } from '@tabler/icons-react';
import { Link } from 'react-router';
import { EmptyState, ErrorState, TextSkeleton } from '../../../ui/feedback/States';
import { PageHeader } from '../../../ui/shell/PageHeader';
import { useNamesOf } from '../../conditions/use-names';
import { useAutomationMap } from './automation-map';
import { MapCanvas } from './MapCanvas';
import classes from './MapPage.module.css';
import { type AutomationMap, effectLabels, reasonInWords, recordsOf } from './reasons';

/** Which automation starts, stops or affects which: drawn, and as a list with the reasons. */
export function MapPage() {
  const map = useAutomationMap();
  return (
    <>
      <PageHeader
        title="Overview map"
        lead="How published automations affect each other, through tags, fields, access, certificates and segments."
        path={[{ label: 'Automations', to: '/automations' }]}
      />
      {map.data ? (
        <Overview map={map.data} />
      ) : map.isError ? (
        <ErrorState error={map.error} what="The map could not be loaded" onRetry={() => void map.refetch()} />
      ) : (
        <TextSkeleton />
      )}
    </>
  );
}

function Overview({ map }: { map: AutomationMap }) {
  const { automations, links } = map;
  const names = useNamesOf(recordsOf(links));
  const nameOf = new Map(automations.map(({ id, name }) => [id, name]));
  if (links.length === 0)
    return (
      <EmptyState icon={<IconSitemap size={22} />} title="No automation affects another one">
        If a step adds a tag, sets a field or gives access, and another published automation starts, waits or decides by it, both
        are shown here.
      </EmptyState>
    );
  const sources = automations.filter(({ id }) => links.some(({ from }) => from === id));
  return (
    <>
      {links.some(({ from, to }) => from !== to) && <MapCanvas map={map} />}
      {sources.map(({ id, name }) => (
        <section key={id} className={classes.source} aria-label={name}>
          <Title order={2} size="h3">
            <Anchor component={Link} to={`/automations/${id}`} inherit>
              {name}
            </Anchor>
          </Title>
          <ul className={classes.links}>
            {links
              .filter(({ from }) => from === id)
              .map(({ to, effect, reasons }) => (
                <li key={`${to} ${effect}`}>
                  <Text size="sm">
                    {effectLabels[effect]}{' '}
                    {to === id ? (
                      'itself'
                    ) : (
                      <Anchor component={Link} to={`/automations/${to}`} inherit fw={500}>
                        {nameOf.get(to)}
                      </Anchor>
                    )}
                  </Text>
                  {reasons.map((reason) => {
                    const words = reasonInWords(reason, names);
                    return (
                      <Text key={words} size="sm" c="dimmed">
                        {words}
                      </Text>
                    );
                  })}
                </li>
              ))}
          </ul>
        </section>
      ))}
    </>
  );
}
