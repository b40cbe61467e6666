import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, screen, waitFor } from '@testing-library/dom';
import { useState } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { PerennialTheme } from '../../../ui/theme/PerennialTheme';
import { RecordSelect } from './RecordSelect';

const item = (number: number) => ({ id: `id-${number}`, label: `Course ${number}`, detail: null });
let asked: string[] = [];
let down = false;

/** A school with 10,001 courses. */
Object.assign(window, {
  respond: async ({ url }: Request) => {
    const { searchParams } = new URL(url);
    const [ids, q = ''] = [searchParams.get('ids'), searchParams.get('q') ?? ''];
    asked.push(ids ? `ids ${ids}` : `q ${q}`);
    if (down) return Response.json({ error: { code: 'internal', message: 'It broke.' } }, { status: 500 });
    const all = Array.from({ length: 10_001 }, (_, index) => item(index + 1));
    const items = all.filter(({ id, label }) => (ids ? ids.split(',').includes(id) : label.includes(q)));
    return Response.json({ items: items.slice(0, 20), more: items.length > 20 });
  },
});

let root: Root;
let chosen: string | null = null;
function Field({ initial }: { initial: string | null }) {
  const [value, setValue] = useState(initial);
  chosen = value;
  return <RecordSelect kind="course" label="Course" value={value} onChange={setValue} />;
}
const open = (initial: string | null) => {
  root = createRoot(document.body.appendChild(document.createElement('div')));
  root.render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <PerennialTheme>
        <Field initial={initial} />
      </PerennialTheme>
    </QueryClientProvider>,
  );
};
const input = () => screen.getByLabelText<HTMLInputElement>('Course', { selector: 'input' });
const type = (value: string) => fireEvent.input(input(), { target: { value } });
const shows = (value: string) => waitFor(() => expect(input().value).toBe(value));

beforeEach(() => {
  asked = [];
  down = false;
});
afterEach(() => root.unmount());

describe('a picker of records', () => {
  it('shows the name of a stored record however many there are, without loading the rest', async () => {
    open('id-10001');
    await shows('Course 10001');
    expect(asked).toEqual(['ids id-10001']);
  });

  it('shows a stored record that was deleted as such', async () => {
    open('id-99999');
    await shows('Deleted course');
  });

  it('searches on the server once typing pauses, and is operated with the keyboard', async () => {
    open(null);
    await waitFor(input);
    input().focus();
    fireEvent.click(input());
    await waitFor(() => screen.getByText('Course 20'));
    for (const typed of ['9', '99', '999', '9999']) type(typed);
    await waitFor(() => screen.getByText('Course 9999'));
    expect(asked).toEqual(['q ', 'q 9999']);
    fireEvent.keyDown(input(), { key: 'ArrowDown', code: 'ArrowDown' });
    fireEvent.keyDown(input(), { key: 'Enter', code: 'Enter' });
    await waitFor(() => expect(chosen).toBe('id-9999'));
    await shows('Course 9999');
  });

  it('says that there are more than it lists, as something that cannot be chosen', async () => {
    open(null);
    await waitFor(input);
    input().focus();
    fireEvent.click(input());
    const more = await waitFor(() => screen.getByText('More were found. Type to narrow them down.'));
    expect(more.closest('[role=option]')?.getAttribute('data-combobox-disabled')).toBe('true');
    type('9999');
    await waitFor(() => expect(screen.queryByText(/More were found/)).toBeNull());
    screen.getByText('Course 9999');
  });

  it('says when nothing was found, and when the search failed', async () => {
    open(null);
    await waitFor(input);
    input().focus();
    fireEvent.click(input());
    type('Pottery');
    await waitFor(() => screen.getByText('Nothing found'));
    down = true;
    type('Glazing');
    await waitFor(() => screen.getByText('It broke.', { exact: false }));
  });
});
