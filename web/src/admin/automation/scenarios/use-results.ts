import { useDebouncedValue } from '@mantine/hooks';
import { type Graph, runScenarios, type ScenarioResult } from '@perennial/domain/automation';
import type { Names } from '@perennial/domain/conditions';
import { useMemo } from 'react';
import { useZone } from '../../../ui/values/Values';
import { type RecordReference, useNamesOf } from '../../conditions/use-names';

/** Names of the emails that a graph sends or that its scenarios name. */
export function useEmailNames(graph: Graph): Names {
  const references = useMemo(() => emailsOf(graph), [graph]);
  return useNamesOf(references);
}

function emailsOf({ nodes, scenarios = [] }: Graph): RecordReference[] {
  const drawn = nodes.flatMap(({ kind, config }) => (kind === 'sendEmail' ? [config.templateId] : []));
  const expected = scenarios.flatMap(({ expect }) => expect.flatMap((one) => (one.kind === 'email' ? [one.templateId] : [])));
  return [...new Set([...drawn, ...expected])].flatMap((id) =>
    typeof id === 'string' && id !== '' ? [{ kind: 'template', id }] : [],
  );
}

/** The results of the scenarios of a graph, once its changes pause. */
export function useScenarioResults(graph: Graph): readonly ScenarioResult[] {
  const [drawn] = useDebouncedValue(graph, 300);
  const zone = useZone();
  const names = useEmailNames(drawn);
  return useMemo(() => runScenarios(drawn, { zone, names }), [drawn, zone, names]);
}
