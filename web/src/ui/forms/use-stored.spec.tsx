import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { useForm } from '@mantine/form';
import { fireEvent, screen, waitFor } from '@testing-library/dom';
import { createRoot, type Root } from 'react-dom/client';
import { PerennialTheme } from '../theme/PerennialTheme';
import { ChangedElsewhere } from './ChangedElsewhere';
import { useStored } from './use-stored';

interface Values {
  readonly name: string;
  readonly days: string;
}

let root: Root;
let dirty: boolean;
function Fields({ stored }: { stored: Values }) {
  const form = useForm<Values>({ initialValues: stored });
  const theirs = useStored(form, stored);
  dirty = form.isDirty();
  return (
    <>
      <ChangedElsewhere {...theirs} />
      <input aria-label="Name" {...form.getInputProps('name')} />
      <input aria-label="Days" {...form.getInputProps('days')} />
    </>
  );
}
const show = (stored: Values) =>
  root.render(
    <PerennialTheme>
      <Fields stored={stored} />
    </PerennialTheme>,
  );
const field = (label: string) => screen.getByLabelText<HTMLInputElement>(label);
const type = (label: string, value: string) => fireEvent.input(field(label), { target: { value } });
const notice = () => screen.queryByText('Changed by someone else');

beforeEach(async () => {
  root = createRoot(document.body.appendChild(document.createElement('div')));
  show({ name: 'Kiln', days: '7' });
  await waitFor(() => field('Name'));
});
afterEach(() => root.unmount());

describe('a form that is open while somebody else saves', () => {
  it('shows what they saved, and has nothing to save itself', async () => {
    show({ name: 'Kiln and Co', days: '7' });
    await waitFor(() => expect(field('Name').value).toBe('Kiln and Co'));
    expect([dirty, notice()]).toEqual([false, null]);
  });

  it('keeps what is typed, and takes over the other fields', async () => {
    type('Name', 'My kiln');
    show({ name: 'Kiln', days: '9' });
    await waitFor(() => expect(field('Days').value).toBe('9'));
    expect([field('Name').value, dirty, notice()]).toEqual(['My kiln', true, null]);
  });

  it('says so where both changed the same field, and shows theirs when asked to', async () => {
    type('Name', 'My kiln');
    show({ name: 'Their kiln', days: '7' });
    await waitFor(() => expect(notice()).not.toBeNull());
    expect(field('Name').value).toBe('My kiln');
    fireEvent.click(screen.getByText('Load theirs'));
    await waitFor(() => expect(field('Name').value).toBe('Their kiln'));
    expect([dirty, notice()]).toEqual([false, null]);
  });
});
