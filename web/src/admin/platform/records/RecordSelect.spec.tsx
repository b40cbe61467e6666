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
    const items = ids
      ? all.filter(({ id }) => ids.split(',').includes(id))
      : all.filter(({ label }) => label.includes(q)).slice(0, 20);
    return Response.json({ items, more: false });
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
const shows = (value: string) => waitFor(() => expect(input().value).toBe(value), { timeout: 5000 });

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
    await waitFor(() => screen.getByText('Course 20'), { timeout: 5000 });
    for (const typed of ['9', '99', '999', '9999']) type(typed);
    await waitFor(() => screen.getByText('Course 9999'), { timeout: 5000 });
    expect(asked).toEqual(['q ', 'q 9999']);
    fireEvent.keyDown(input(), { key: 'ArrowDown', code: 'ArrowDown' });
    fireEvent.keyDown(input(), { key: 'Enter', code: 'Enter' });
    await waitFor(() => expect(chosen).toBe('id-9999'), { timeout: 5000 });
    await shows('Course 9999');
  });

  it('says when nothing was found, and when the search failed', async () => {
    open(null);
    await waitFor(input);
    input().focus();
    fireEvent.click(input());
    type('Pottery');
    await waitFor(() => screen.getByText('Nothing found'), { timeout: 5000 });
    down = true;
    type('Glazing');
    await waitFor(() => screen.getByText('It broke.', { exact: false }), { timeout: 5000 });
  });
});
