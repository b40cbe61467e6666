import { Button, Group } from '@mantine/core';
import { type Graph, type Scenario, scenarioLimits } from '@perennial/domain/automation';
import { useState } from 'react';
import { showDone } from '../../../ui/feedback/toasts';
import { useZone } from '../../../ui/values/Values';
import { useEditor } from '../canvas/editor-context';
import type { PreviewQuestion } from '../preview/preview';
import { ScenarioDialog } from './ScenarioDialog';
import { ScenarioList } from './ScenarioList';
import { proposeScenario } from './scenario';

interface ScenariosProps {
  readonly graph: Graph;
  /** What the preview plays. */
  readonly question: PreviewQuestion;
  /** Whether the preview shows the result of the question. */
  readonly ready: boolean;
  /** The scenario that the preview was opened with. */
  readonly shown: Scenario | null;
  readonly onShow: (scenario: Scenario) => void;
}

/** The scenarios of the draft, and buttons that save what the preview plays as one. */
export function Scenarios({ graph, question, ready, shown, onShow }: ScenariosProps) {
  const apply = useEditor((state) => state.apply);
  const zone = useZone();
  const [edited, setEdited] = useState<Scenario | null>(null);
  const { scenarios = [], scenariosMustPass: mustPass = false } = graph;
  const stored = scenarios.find(({ id }) => id === shown?.id);
  const propose = (over?: Scenario) => {
    const proposed = proposeScenario(graph, question, zone);
    if (proposed) setEdited(over ? { ...proposed, id: over.id, name: over.name } : proposed);
  };
  const save = (scenario: Scenario) => {
    const place = scenarios.findIndex(({ id }) => id === scenario.id);
    apply({
      type: 'setScenarios',
      scenarios: place < 0 ? [...scenarios, scenario] : scenarios.with(place, scenario),
      mustPass,
    });
    setEdited(null);
    onShow(scenario);
    showDone('Scenario saved.');
  };
  return (
    <>
      <ScenarioList played={stored?.id ?? null} onPlay={onShow} onEdit={setEdited} />
      <Group gap="xs" mb="sm">
        {stored && (
          <Button size="compact-sm" variant="default" disabled={!ready} onClick={() => propose(stored)}>
            Update this scenario
          </Button>
        )}
        <Button
          size="compact-sm"
          variant="default"
          disabled={!ready || scenarios.length >= scenarioLimits.scenarios}
          onClick={() => propose()}
        >
          Save as scenario
        </Button>
      </Group>
      {edited && <ScenarioDialog graph={graph} scenario={edited} onSave={save} onClose={() => setEdited(null)} />}
    </>
  );
}
