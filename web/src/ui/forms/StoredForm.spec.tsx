import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { MantineProvider } from '@mantine/core';
import { useForm } from '@mantine/form';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, screen, waitFor } from '@testing-library/dom';
import { createRoot, type Root } from 'react-dom/client';
import { StoredForm } from './StoredForm';

const stored = { name: 'Kiln' };
const save = jest.fn<(values: { name: string }) => Promise<void>>(async () => {});

let root: Root;
function SchoolName({ refused }: { refused: string | null }) {
  const form = useForm({ initialValues: stored });
  return (
    <StoredForm form={form} stored={stored} save={save} failed="The name was not saved" refused={refused}>
      <input aria-label="Name" {...form.getInputProps('name')} />
    </StoredForm>
  );
}
const show = async (refused: string | null) => {
  root.render(
    <MantineProvider>
      <QueryClientProvider client={new QueryClient()}>
        <SchoolName refused={refused} />
      </QueryClientProvider>
    </MantineProvider>,
  );
  await waitFor(() => screen.getByLabelText('Name'));
};
const type = (value: string) => fireEvent.input(screen.getByLabelText('Name'), { target: { value } });
const submit = () => fireEvent.submit(screen.getByLabelText('Name'));
const button = () => screen.getByRole<HTMLButtonElement>('button', { name: 'Save' });

beforeEach(() => {
  save.mockClear();
  root = createRoot(document.body.appendChild(document.createElement('div')));
});
afterEach(() => root.unmount());

describe('a form of a stored record', () => {
  it('saves only changed input, also with Enter', async () => {
    await show(null);
    submit();
    expect(button().disabled).toBe(true);
    type('My kiln');
    await waitFor(() => expect(button().disabled).toBe(false));
    submit();
    await waitFor(() => expect(save.mock.calls.map(([values]) => values)).toEqual([{ name: 'My kiln' }]));
  });

  it('does not save for a person who cannot change it, and shows why', async () => {
    await show('Only owners and admins can change this.');
    type('My kiln');
    submit();
    await waitFor(() => screen.getByText('Only owners and admins can change this.'));
    expect([button().disabled, save.mock.calls]).toEqual([true, []]);
  });
});
