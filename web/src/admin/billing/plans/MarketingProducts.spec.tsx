import { afterEach, describe, expect, it } from '@jest/globals';
import { useForm } from '@mantine/form';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, screen, waitFor } from '@testing-library/dom';
import { createRoot, type Root } from 'react-dom/client';
import { MemoryRouter } from 'react-router';
import { PerennialTheme } from '../../../ui/theme/PerennialTheme';
import { MarketingProducts } from './MarketingProducts';
import { PlanPreview } from './PlanPreview';
import { emptyPlan, type PlanValues } from './plan-form';

const product = (number: number) => ({
  id: `id-${number}`,
  kind: 'course',
  title: `Course ${String(number).padStart(3, '0')}`,
  status: 'published',
});
const all = Array.from({ length: 140 }, (_, index) => product(index + 1));

/** A school with 140 courses. */
Object.assign(window, {
  respond: async ({ url }: Request) => {
    const { pathname, searchParams } = new URL(url);
    const one = all.find(({ id }) => pathname.endsWith(`/${id}`));
    if (one) return Response.json(one);
    const found = all.filter(({ title }) => title.includes(searchParams.get('q') ?? ''));
    const pageSize = Number(searchParams.get('pageSize'));
    return Response.json({ items: found.slice(0, pageSize), total: found.length, page: 1, pageSize });
  },
});

let root: Root;
let chosen: readonly string[] = [];
function Step({ productIds }: { productIds: string[] }) {
  const form = useForm<PlanValues>({ initialValues: { ...emptyPlan, productIds } });
  chosen = form.values.productIds;
  return (
    <>
      <MarketingProducts form={form} />
      <aside>
        <PlanPreview values={form.values} currency="eur" />
      </aside>
    </>
  );
}
const open = (...productIds: string[]) => {
  root = createRoot(document.body.appendChild(document.createElement('div')));
  root.render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <PerennialTheme>
        <MemoryRouter>
          <Step productIds={productIds} />
        </MemoryRouter>
      </PerennialTheme>
    </QueryClientProvider>,
  );
};
const box = (title: string) => waitFor(() => screen.getByLabelText<HTMLInputElement>(title));
afterEach(() => root.unmount());

describe('the products of a membership, in a school with more than one page of them', () => {
  it('are found by search, and what is included stays in sight and in the preview', async () => {
    open('id-139');
    expect((await box('Course 139')).checked).toBe(true);
    await waitFor(() => expect(document.querySelector('aside')?.textContent).toContain('Course 139'));
    screen.getByText(/25 of 140 are shown/);
    fireEvent.input(screen.getByLabelText('Search courses and products'), { target: { value: '077' } });
    fireEvent.click(await box('Course 077'));
    await waitFor(() => expect(chosen).toEqual(['id-139', 'id-77']));
    screen.getByLabelText('Course 139');
    expect(screen.queryByText(/are shown/)).toBeNull();
    await waitFor(() => expect(document.querySelector('aside')?.textContent).toContain('Course 077'));
  });
});
