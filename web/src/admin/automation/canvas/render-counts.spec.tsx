import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { emptyGraph, type Graph } from '@perennial/domain/automation';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, screen, waitFor, within } from '@testing-library/dom';
import { type ComponentProps, Profiler } from 'react';
import { createRoot } from 'react-dom/client';
import { createMemoryRouter } from 'react-router';
import { RouterProvider } from 'react-router/dom';
import { PerennialTheme } from '../../../ui/theme/PerennialTheme';
import { type Me, MeContext } from '../../identity/staff';

const cards = 500;
const id = '01920000-0000-7000-8000-000000000001';

const condition = { match: 'all', tests: [{ field: 'contact.hasCard', operator: 'isTrue', value: null }] };

/** A long automation: a trigger, waits, and a question every ten steps. */
const graph: Graph = {
  ...emptyGraph,
  nodes: Array.from({ length: cards }, (_, index) => {
    if (index === 0) return { id: 's0', kind: 'trigger', config: { eventType: 'tag.added' } };
    if (index % 10 === 0) return { id: `s${index}`, kind: 'ifElse', config: { condition } };
    return { id: `s${index}`, kind: 'waitDuration', config: { amount: (index % 9) + 1, unit: 'hours' } };
  }),
  edges: Array.from({ length: cards - 1 }, (_, index) => ({
    source: `s${index}`,
    port: index > 0 && index % 10 === 0 ? 'yes' : 'next',
    target: `s${index + 1}`,
  })),
};

let counts = [{ nodeId: 's251', people: 2, parked: 0, held: 0 }];
const answers: Readonly<Record<string, () => unknown>> = {
  [`/api/admin/automations/${id}`]: () => ({
    ...{ id, name: 'Long', state: 'active', builtInKey: null, draft: graph, draftRevision: 1, draftDiffers: true, problems: [] },
    ...{ published: { number: 1 }, counts: { running: 0, waiting: 0, parked: 0 }, holds: [] },
  }),
  [`/api/admin/automations/${id}/standing`]: () => counts,
  [`/api/admin/automations/${id}/overlaps`]: () => [],
  [`/api/admin/automations/${id}/draft`]: () => ({ draftRevision: 2, problems: [] }),
};
const noRecords = { items: [], more: false };

Object.assign(window, {
  respond: async ({ url }: Request) => Response.json(answers[new URL(url).pathname]?.() ?? noRecords),
});

/** How often each card was rendered in the test. */
const renders = new Map<string, number>();
const queries = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: 60_000 } } });
const page = document.body.appendChild(document.createElement('div'));
const root = createRoot(page);

beforeAll(async () => {
  const { StepCard } = await import('./StepCard');
  // The profiler is outside the card, so that it also counts what React Flow renders again around an unchanged card.
  jest.unstable_mockModule('./StepCard', () => ({
    StepCard: (props: ComponentProps<typeof StepCard>) => (
      <Profiler id={props.id} onRender={(card) => renders.set(card, (renders.get(card) ?? 0) + 1)}>
        <StepCard {...props} />
      </Profiler>
    ),
  }));
  const { EditorPage } = await import('../EditorPage');
  const me: Me = {
    staff: { id, name: 'Nora Winter', email: 'nora@example.com', role: 'owner' },
    school: {
      id,
      name: 'School',
      slug: 'school',
      timeZone: 'UTC',
      currency: 'eur',
      supportEmail: 'help@example.com',
      chatUrl: null,
      brandColour: '#1f6f5c',
      graceDays: 7,
      logo: null,
      emailLimits: null,
    },
    stripe: null,
    links: { portal: 'http://portal.example', temporalUi: 'http://temporal.example' },
  };
  const router = createMemoryRouter([{ path: '/automations/:id', element: <EditorPage /> }], {
    initialEntries: [`/automations/${id}?step=s251`],
  });
  root.render(
    <QueryClientProvider client={queries}>
      <PerennialTheme>
        <MeContext value={me}>
          <RouterProvider router={router} />
        </MeContext>
      </PerennialTheme>
    </QueryClientProvider>,
  );
  await waitFor(() => labelled('2 people are here now'), { timeout: 60_000 });
  await idle();
}, 120_000);

beforeEach(() => renders.clear());
afterAll(() => root.unmount());

/** Until whatever was scheduled is done: checking the graph, bringing a card into view, saving. */
const idle = () => new Promise((resolve) => setTimeout(resolve, 1500));

/** By its attribute: jsdom finds labels slowly among hundreds of buttons. */
function labelled(label: string): HTMLElement {
  const found = page.querySelector<HTMLElement>(`[aria-label="${label}"]`);
  if (!found) throw new Error(`nothing is labelled “${label}”`);
  return found;
}

const amountField = () => within(labelled('Settings of Wait')).getByLabelText('Wait for');
const type = (field: HTMLElement, value: string) => fireEvent.change(field, { target: { value } });

describe(`a canvas of ${cards} cards`, () => {
  it('draws what is in view, and the tools of the one connection that the mouse or the keyboard is at', async () => {
    const count = (selector: string) => page.querySelectorAll(selector).length;
    expect(count('.react-flow__node')).toBeGreaterThan(1);
    expect(count('.react-flow__node')).toBeLessThan(30);
    const cut = '[aria-label="Remove this connection"]';
    expect(count(cut)).toBe(0);
    const [first, second] = page.querySelectorAll<HTMLElement>('[data-link] [aria-label="Add a step here"]');
    fireEvent.focusIn(first ?? page);
    await waitFor(() => expect(count(cut)).toBe(1));
    expect(first?.closest('[data-link]')?.querySelector(cut)).not.toBeNull();
    fireEvent.pointerOver(second ?? page);
    await waitFor(() => expect(second?.closest('[data-link]')?.querySelector(cut)).not.toBeNull());
    expect(count(cut)).toBe(1);
    fireEvent.pointerOver(page.querySelector('.react-flow__pane') ?? page);
    await waitFor(() => expect(count(cut)).toBe(0));
  });

  it('renders one card for each letter typed in the panel', async () => {
    const field = amountField();
    for (const value of ['2', '23', '24']) type(field, value);
    await waitFor(() => expect(screen.getByTestId('rf__node-s251').textContent).toContain('24 hours'));
    await idle();
    expect(screen.getByText('Draft saved')).toBeTruthy();
    expect([...renders]).toEqual([['s251', 3]]);
  });

  it('lists the steps that may come next only while the list is open', async () => {
    const options = () => document.querySelectorAll('[role="option"]').length;
    const next = labelled('Next step');
    expect(next).toHaveProperty('value', 'Wait 1 hour');
    const closed = options();
    expect(closed).toBeLessThan(10);
    fireEvent.click(next);
    // The steps after this one: those before it would lead back, and so would this one.
    await waitFor(() => expect(options()).toBe(closed - 1 + cards - 252));
    fireEvent.click(next);
    await waitFor(() => expect(options()).toBe(closed));
  });

  it('renders two cards when another one is chosen', async () => {
    fireEvent.click(screen.getByTestId('rf__node-s250'));
    await idle();
    expect([...renders.keys()].sort()).toEqual(['s250', 's251']);
  });

  it('renders only the card that is dragged', async () => {
    const card = screen.getByTestId('rf__node-s250');
    const at = (clientX: number) => ({ clientX, clientY: 100, view: window, button: 0 });
    const before = card.style.transform;
    fireEvent.mouseDown(card, at(100));
    for (const x of [110, 140, 180]) fireEvent.mouseMove(window, at(x));
    fireEvent.mouseUp(window, at(180));
    await idle();
    expect(card.style.transform).not.toBe(before);
    expect([...renders.keys()]).toEqual(['s250']);
  });

  it('renders only the cards whose counts changed when the counts are refreshed', async () => {
    counts = [...counts, { nodeId: 's249', people: 1, parked: 1, held: 0 }];
    await queries.refetchQueries({ queryKey: ['automations', id, 'standing'] });
    await waitFor(() => labelled('1 person is here now, 1 needs attention'));
    expect([...renders]).toEqual([['s249', 1]]);
  });

  it('renders one card when typing leaves an issue at its step', async () => {
    fireEvent.click(screen.getByTestId('rf__node-s251'));
    await idle();
    renders.clear();
    type(amountField(), '');
    await waitFor(() => expect(screen.getByTestId('rf__node-s251').querySelector('[aria-label="Has an issue"]')).not.toBeNull());
    // Once with the empty number, once with the issue.
    expect([...renders]).toEqual([['s251', 2]]);
  });
});
