import { afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type Graph, nobodySpecial, type Scenario } from '@perennial/domain/automation';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, screen, waitFor } from '@testing-library/dom';
import { type ReactNode, useState } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { createMemoryRouter } from 'react-router';
import { RouterProvider } from 'react-router/dom';
import { useStore } from 'zustand';
import { PerennialTheme } from '../../../ui/theme/PerennialTheme';
import { Autosave } from '../autosave';
import { EditorContext } from '../canvas/editor-context';
import { createEditorStore, type EditorStore } from '../canvas/editor-store';

const templateId = '01920000-0000-7000-8000-00000000000a';
const graph: Graph = {
  schemaVersion: 1,
  nodes: [
    { id: 'start', kind: 'trigger', config: { eventType: 'contact.signed_up' } },
    { id: 'pause', kind: 'waitDuration', config: { amount: 3, unit: 'days' } },
    { id: 'mail', kind: 'sendEmail', config: { templateId } },
  ],
  edges: [
    { source: 'start', port: 'next', target: 'pause' },
    { source: 'pause', port: 'next', target: 'mail' },
  ],
  entry: { policy: 'every_event' },
  exitRules: [],
  goal: null,
};
const question = {
  eventType: 'contact.signed_up',
  startAt: '2027-01-20T10:00:00.000Z',
  data: {},
  person: nobodySpecial,
  branches: {},
  later: [],
};

Object.assign(window, {
  respond: async ({ url }: Request) =>
    Response.json({ items: url.includes('template') ? [{ id: templateId, label: 'Welcome', detail: null }] : [], more: false }),
});

let store: EditorStore;
let root: Root;
let Scenarios: typeof import('./Scenarios')['Scenarios'];

beforeAll(async () => {
  // jsdom refuses the signals with which messages listen for drags.
  const nothing = () => undefined;
  jest.unstable_mockModule('../../../ui/feedback/toasts', () => ({ showDone: nothing, showUndo: nothing }));
  jest.unstable_mockModule('../../../ui/forms/FormModal', () => ({
    FormModal: ({ children }: { children: ReactNode }) => <div>{children}</div>,
  }));
  ({ Scenarios } = await import('./Scenarios'));
});

function Panel() {
  const drawn = useStore(store, (state) => state.graph);
  const [shown, setShown] = useState<Scenario | null>(null);
  return <Scenarios graph={drawn} question={question} ready shown={shown} onShow={setShown} />;
}

beforeEach(async () => {
  store = createEditorStore(graph);
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const autosave = new Autosave(store, { id: 'a', draftRevision: 1 }, queries);
  const session = { automationId: 'a', store, autosave, navigate: () => undefined };
  const router = createMemoryRouter([
    {
      path: '/',
      element: (
        <EditorContext value={session}>
          <Panel />
        </EditorContext>
      ),
    },
  ]);
  root = createRoot(document.body.appendChild(document.createElement('div')));
  root.render(
    <QueryClientProvider client={queries}>
      <PerennialTheme>
        <RouterProvider router={router} />
      </PerennialTheme>
    </QueryClientProvider>,
  );
  await waitFor(() => screen.getByText('Save as scenario'));
});
afterEach(() => root.unmount());

const press = (name: string) => fireEvent.click(screen.getByText(name));
const drawn = () => store.getState().graph;

/** Saves what the preview plays under a name. */
async function save(name: string) {
  press('Save as scenario');
  const field = await waitFor(() => screen.getByLabelText<HTMLInputElement>('Name'));
  fireEvent.input(field, { target: { value: name } });
  press('Save scenario');
  await waitFor(() => screen.getByText(name));
}

describe('the scenarios of a draft', () => {
  it('are saved from the preview with what it showed, and listed with their results', async () => {
    await save('Hears from us');
    expect(drawn().scenarios).toMatchObject([
      {
        name: 'Hears from us',
        expect: [
          { kind: 'email', templateId, happens: true },
          { kind: 'ends', ending: 'completed' },
        ],
      },
    ]);
    await waitFor(() => screen.getByText('1 scenario passes'));
  });

  it('need a name', async () => {
    press('Save as scenario');
    await waitFor(() => screen.getByLabelText('Name'));
    press('Save scenario');
    await waitFor(() => screen.getByText('Give it a name.'));
    expect(drawn().scenarios).toBeUndefined();
  });

  it('fail with what differs once the automation no longer does it', async () => {
    await save('Hears from us');
    store.getState().apply({ type: 'removeNode', nodeId: 'mail' });
    await waitFor(() => screen.getByText('“Welcome” should be sent. It is not sent.'));
    screen.getByText('1 scenario fails');
    store.temporal.getState().undo();
    await waitFor(() => screen.getByText('1 scenario passes'));
  });

  it('are edited, and removed, which can be undone', async () => {
    await save('Hears from us');
    fireEvent.click(screen.getByLabelText('Edit the scenario Hears from us'));
    const [outcome] = await waitFor(() => screen.getAllByLabelText<HTMLSelectElement>('Outcome'));
    fireEvent.change(outcome as HTMLSelectElement, { target: { value: 'no' } });
    press('Save scenario');
    await waitFor(() => screen.getByText('“Welcome” should not be sent. It is sent after 3 days.'));
    fireEvent.click(screen.getByLabelText('Remove the scenario Hears from us'));
    await waitFor(() => expect(drawn().scenarios).toBeUndefined());
    store.temporal.getState().undo();
    await waitFor(() => screen.getByText('Hears from us'));
  });

  it('can be required to pass before publishing', async () => {
    await save('Hears from us');
    fireEvent.click(screen.getByLabelText('Publish only when every scenario passes'));
    expect(drawn().scenariosMustPass).toBe(true);
  });
});
