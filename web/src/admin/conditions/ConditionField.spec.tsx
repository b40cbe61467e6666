import { afterEach, describe, expect, it } from '@jest/globals';
import type { Condition } from '@perennial/domain/conditions';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, screen, waitFor, within } from '@testing-library/dom';
import { useState } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { PerennialTheme } from '../../ui/theme/PerennialTheme';
import { MeContext } from '../identity/staff';
import { ConditionField } from './ConditionField';

const idOf = (number: number) => `01920000-0000-7000-8000-00000000000${number}`;
const field = (number: number, name: string, type: string, options: string[] = []) => ({
  ...{ id: idOf(number), name, type, options, people: 0, automations: 0, createdAt: '2027-01-28T10:00:00Z' },
});
const items = [
  field(1, 'Nickname', 'text'),
  field(2, 'Level', 'number'),
  field(3, 'Born', 'date'),
  field(4, 'Clay', 'choice', ['bone_china', 'Stoneware']),
  field(5, 'Tools', 'choices', ['Needle', 'Rib']),
  field(6, 'Owns a kiln', 'boolean'),
];
Object.assign(window, { respond: async () => Response.json({ items }) });

let root: Root;
let condition: Condition;
const scope = { eventTypes: [] };
function Field({ initial }: { initial: Condition }) {
  const [value, setValue] = useState<unknown>(initial);
  condition = value as Condition;
  return (
    <ConditionField label="Only if" description={undefined} error={undefined} value={value} onChange={setValue} scope={scope} />
  );
}
const open = (...tests: Condition['tests']) => {
  root = createRoot(document.body.appendChild(document.createElement('div')));
  const me = { staff: { role: 'owner' }, school: { currency: 'eur' } };
  root.render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <PerennialTheme>
        <MeContext.Provider value={me as never}>
          <Field initial={{ match: 'all', tests }} />
        </MeContext.Provider>
      </PerennialTheme>
    </QueryClientProvider>,
  );
};
const input = (label: string) => screen.getByLabelText<HTMLInputElement>(label, { selector: 'input' });
const choose = async (label: string, option: string) => {
  fireEvent.click(input(label));
  fireEvent.click(await waitFor(() => screen.getByText(option)));
};
afterEach(() => root.unmount());

describe('a contact field in the form of a condition', () => {
  it('is chosen by its name, and asks for a value of its type', async () => {
    open({ field: 'contact.name', operator: 'is', value: null });
    await waitFor(() => input('Field'));
    await choose('Field', 'Clay');
    await waitFor(() => expect(input('Field').value).toBe('Clay'));
    await choose('Compared with', 'bone_china');
    expect(condition.tests).toEqual([{ field: `field.${idOf(4)}.choice`, operator: 'is', value: 'bone_china' }]);
  });

  it.each([
    [`field.${idOf(1)}.text`, 'contains', 'Nickname', 'text'],
    [`field.${idOf(2)}.number`, 'atLeast', 'Level', 'text'],
    [`field.${idOf(3)}.date`, 'before', 'Born', 'date'],
    [`field.${idOf(3)}.date`, 'withinNextDays', 'Born', 'text'],
    [`field.${idOf(5)}.choices`, 'includes', 'Tools', 'text'],
  ] as const)('%s %s shows %s with an input of the type %s', async (name, operator, label, type) => {
    open({ field: name, operator, value: null });
    await waitFor(() => expect(input('Field').value).toBe(label));
    expect(input('Compared with').type).toBe(type);
  });

  it('that is answered with yes or no asks for no value', async () => {
    open({ field: `field.${idOf(6)}.boolean`, operator: 'isTrue', value: null });
    await waitFor(() => expect(input('Field').value).toBe('Owns a kiln'));
    expect(input('Comparison').value).toBe('is yes');
    expect(screen.queryByLabelText('Compared with')).toBeNull();
  });

  it('with a day keeps it as it is written', async () => {
    open({ field: `field.${idOf(3)}.date`, operator: 'before', value: null });
    await waitFor(() => expect(input('Field').value).toBe('Born'));
    fireEvent.change(input('Compared with'), { target: { value: '2027-03-01' } });
    await waitFor(() => expect(condition.tests).toMatchObject([{ value: '2027-03-01' }]));
  });
});

describe('a group of conditions', () => {
  const named = (value: string) => ({ field: 'contact.name', operator: 'is', value }) as const;
  const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

  it('is joined in the other way than the conditions around it, and ends with its last one', async () => {
    open(named('Ana'));
    await waitFor(() => input('Field'));
    press('Add a group');
    await waitFor(() => screen.getByRole('group', { name: 'Group of conditions' }));
    expect(condition.tests).toMatchObject([named('Ana'), { match: 'any', tests: [{ field: 'contact.name' }] }]);
    press('Add to the group');
    await waitFor(() => expect(condition.tests[1]).toMatchObject({ tests: [{}, {}] }));
    const group = screen.getByRole('group', { name: 'Group of conditions' });
    for (const _ of [1, 2]) {
      const [remove] = within(group).getAllByRole('button', { name: 'Remove this condition' });
      if (remove) fireEvent.click(remove);
      await waitFor(() => expect(condition.tests.length).toBeGreaterThan(0));
    }
    await waitFor(() => expect(condition.tests).toEqual([named('Ana')]));
  });

  it('keeps its place among the conditions', async () => {
    const group = { match: 'any', tests: [named('Ben'), named('Cleo')] } as const;
    open(group as never, named('Ana'));
    await waitFor(() => screen.getByRole('group', { name: 'Group of conditions' }));
    fireEvent.click(screen.getAllByText('Any of these')[0] as HTMLElement);
    await waitFor(() => expect(condition).toEqual({ match: 'any', tests: [group, named('Ana')] }));
  });
});
