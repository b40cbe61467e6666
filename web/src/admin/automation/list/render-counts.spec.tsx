import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { applyOperation, emptyGraph, type Graph } from '@perennial/domain/automation';
import { waitFor } from '@testing-library/dom';
import { createRoot } from 'react-dom/client';
import { PerennialTheme } from '../../../ui/theme/PerennialTheme';
import { EditorContext, type EditorSession } from '../canvas/editor-context';
import { createEditorStore } from '../canvas/editor-store';
import { createOutline } from './outline';

const steps = 500;
const condition = { match: 'all', tests: [{ field: 'contact.hasCard', operator: 'isTrue', value: null }] };
/** A trigger, waits, and a question every ten steps. */
const graph: Graph = {
  ...emptyGraph,
  nodes: Array.from({ length: steps }, (_, index) => {
    if (index === 0) return { id: 's0', kind: 'trigger', config: { eventType: 'tag.added' } };
    if (index % 10 === 0) return { id: `s${index}`, kind: 'ifElse', config: { condition } };
    return { id: `s${index}`, kind: 'waitDuration', config: { amount: 1, unit: 'hours' } };
  }),
  edges: Array.from({ length: steps - 1 }, (_, index) => ({
    source: `s${index}`,
    port: index > 0 && index % 10 === 0 ? 'yes' : 'next',
    target: `s${index + 1}`,
  })),
};

/** How many rows were rendered: each asks for its icon once. */
let renders = 0;
const page = document.body.appendChild(document.createElement('div'));
const root = createRoot(page);
const outlineIn = createOutline();
let show: (graph: Graph, picked: readonly string[]) => void;

beforeAll(async () => {
  const icons = await import('../canvas/icons');
  jest.unstable_mockModule('../canvas/icons', () => ({
    iconOf: (...name: Parameters<typeof icons.iconOf>) => {
      renders++;
      return icons.iconOf(...name);
    },
  }));
  const { StepItems } = await import('./Items');
  const session = { automationId: 'a', store: createEditorStore(graph) } as unknown as EditorSession;
  const names = () => undefined;
  const nothing = () => undefined;
  const groupNames = new Map<string, string>();
  show = (drawn, picked) => {
    const outline = outlineIn(drawn);
    root.render(
      <PerennialTheme>
        <EditorContext value={session}>
          <StepItems
            {...{ items: outline.items, label: 'Steps', level: 3, graph: drawn, names, outline, groupNames }}
            {...{ marks: { picked }, selected: null, onMove: nothing, onRemove: nothing }}
          />
        </EditorContext>
      </PerennialTheme>,
    );
  };
  show(graph, []);
  await waitFor(() => expect(page.querySelectorAll('[data-step]')).toHaveLength(steps), { timeout: 30_000 });
}, 60_000);
afterAll(() => root.unmount());

describe(`a list of ${steps} steps`, () => {
  it('renders one row for a letter that is typed, and two when another step is selected', async () => {
    const typed = applyOperation(graph, { type: 'updateConfig', nodeId: 's251', config: { amount: 24, unit: 'hours' } });
    if (!typed.ok) throw new Error(typed.reason);
    renders = 0;
    show(typed.graph, ['s251']);
    await waitFor(() => expect(page.querySelector('[data-step="s251"]')?.textContent).toContain('24 hours'));
    expect(renders).toBe(1);
    renders = 0;
    show(typed.graph, ['s252']);
    await waitFor(() => expect(page.querySelector('[data-step="s252"]')?.getAttribute('aria-current')).toBe('true'));
    expect(renders).toBe(2);
  });
});
