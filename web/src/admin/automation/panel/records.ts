import type { Names } from '@perennial/domain/conditions';
import { useMemo } from 'react';
import { usePlans } from '../../billing/plans/plan';
import { useProducts } from '../../learning/product';
import { useTemplates } from '../../messaging/email-settings';

export interface Choice {
  readonly value: string;
  readonly label: string;
}

const everything = { sort: 'title', pageSize: 100 } as const;

/** Records that a setting can point to, by kind. */
export function useRecords(): (kind: string) => Choice[] {
  const products = useProducts(everything);
  const templates = useTemplates();
  const plans = usePlans({ sort: 'title', pageSize: 100 });
  return useMemo(() => {
    const titled = (items: readonly { id: string; title: string }[] = []) =>
      items.map(({ id, title }) => ({ value: id, label: title }));
    const all: Readonly<Record<string, Choice[]>> = {
      product: titled(products.data?.items),
      course: titled(products.data?.items.filter(({ kind }) => kind === 'course')),
      template: (templates.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
      plan: titled(plans.data?.items),
    };
    return (kind) => all[kind] ?? [];
  }, [products.data, templates.data, plans.data]);
}

/** Names of records, for sentences. */
export function useRecordNames(): Names {
  const records = useRecords();
  return useMemo(() => (kind, id) => records(kind).find(({ value }) => value === id)?.label, [records]);
}
