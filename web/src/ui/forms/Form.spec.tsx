import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { fireEvent, screen, waitFor } from '@testing-library/dom';
import { createRoot, type Root } from 'react-dom/client';
import { PerennialTheme } from '../theme/PerennialTheme';
import { Form } from './Form';

const needed = (value: string) => (value === '' ? 'Fill in this field.' : null);
let root: Root;
let sent: number;

function Two() {
  const form = useForm({ initialValues: { title: '', price: '' }, validate: { title: needed, price: needed } });
  return (
    <Form
      onSubmit={form.onSubmit(() => {
        sent += 1;
      })}
    >
      <TextInput label="Title" {...form.getInputProps('title')} />
      <TextInput label="Price" {...form.getInputProps('price')} />
      <button type="submit">Save</button>
    </Form>
  );
}
const field = (label: string) => screen.getByLabelText<HTMLInputElement>(label);
const save = () => {
  screen.getByText('Save').focus();
  fireEvent.click(screen.getByText('Save'));
};

beforeEach(async () => {
  sent = 0;
  root = createRoot(document.body.appendChild(document.createElement('div')));
  root.render(
    <PerennialTheme>
      <Two />
    </PerennialTheme>,
  );
  await waitFor(() => field('Title'));
});
afterEach(() => {
  root.unmount();
  document.body.replaceChildren();
});

describe('a form that is submitted', () => {
  it('moves the focus to the first field with a problem', async () => {
    fireEvent.input(field('Title'), { target: { value: 'Evening studio' } });
    save();
    await waitFor(() => expect(document.activeElement).toBe(field('Price')));
    expect(sent).toBe(0);
  });

  it('leaves the focus where it is if there is no problem', async () => {
    for (const label of ['Title', 'Price']) fireEvent.input(field(label), { target: { value: '7' } });
    save();
    await waitFor(() => expect(sent).toBe(1));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(document.activeElement).toBe(screen.getByText('Save'));
  });
});
