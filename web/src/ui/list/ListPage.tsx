import { Select, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { oneOf } from '../api/query';
import { PageHeader } from '../shell/PageHeader';
import { type Column, DataList, useListState } from './DataList';
import { pageSize } from './list-state';
import { type ItemOf, type ListPath, useList } from './use-list';

interface Option {
  readonly value: string;
  readonly label: string;
}

/** A filter with a few values. It is kept in the address under its name, which is the name that the API knows. */
export interface ListFilter {
  readonly name: string;
  readonly label: string;
  readonly options: readonly Option[];
}

interface ListPageProps<P extends ListPath> {
  /** The route that answers with a page of the list. */
  readonly path: P;
  readonly title: string;
  /** Breadcrumbs above the title. */
  readonly section: readonly string[];
  readonly lead: string;
  /** What is listed, in the plural: "contacts". */
  readonly of: string;
  readonly columns: readonly Column<ItemOf<P>>[];
  readonly keyOf: (item: ItemOf<P>) => string;
  readonly linkTo?: (item: ItemOf<P>) => string;
  readonly defaultSort: string;
  /** Orders to choose from, where a heading of a column is not enough. */
  readonly orders?: readonly Option[];
  readonly filters?: readonly ListFilter[];
  /** The button that creates an item. */
  readonly action?: ReactNode;
  /** Between the header and the list. */
  readonly notice?: ReactNode;
  /** Shown while there is none at all. */
  readonly empty: ReactNode;
}

/** A page that is one list: searched, sorted, filtered and paged on the server, with its state in the address. */
export function ListPage<P extends ListPath>({
  path,
  title,
  section,
  lead,
  action,
  notice,
  orders = [],
  filters = [],
  ...list
}: ListPageProps<P>) {
  const { defaultSort, columns, of, empty } = list;
  const [state, change] = useListState(defaultSort);
  const [search, setSearch] = useSearchParams();
  const chosen = Object.fromEntries(
    filters.map(({ name, options }) => [
      name,
      oneOf(
        options.map(({ value }) => value),
        search.get(name),
      ),
    ]),
  );
  const known = [...columns.map(({ sort }) => sort ?? ''), ...orders.map(({ value }) => value.replace(/^-/, ''))];
  const sort = known.includes(state.sort.replace(/^-/, '')) ? state.sort : defaultSort;
  const query = useList(path, { ...state, sort, pageSize, ...chosen });
  const isFiltered = Object.values(chosen).some((value) => value !== undefined);
  const isFirstUse = query.data?.total === 0 && !state.q && !isFiltered;
  const choose = (name: string, value: string | null) =>
    setSearch(
      (now) => {
        now.delete('page');
        if (value) now.set(name, value);
        else now.delete(name);
        return now;
      },
      { replace: true },
    );
  return (
    <>
      <PageHeader
        title={title}
        path={section.map((label) => ({ label }))}
        lead={lead}
        actions={isFirstUse ? undefined : action}
      />
      {notice}
      <DataList
        {...list}
        query={query}
        filters={
          isFirstUse || (filters.length === 0 && orders.length === 0) ? undefined : (
            <>
              {filters.map(({ name, label, options }) => (
                <Select
                  key={name}
                  aria-label={label}
                  placeholder={label}
                  clearable
                  w={170}
                  data={options}
                  value={chosen[name] ?? null}
                  onChange={(value) => choose(name, value)}
                />
              ))}
              {orders.length > 0 && (
                <Select
                  aria-label="Sort"
                  allowDeselect={false}
                  w={170}
                  data={orders}
                  value={sort}
                  onChange={(value) => change({ sort: value ?? defaultSort })}
                />
              )}
            </>
          )
        }
        empty={
          isFiltered ? (
            <Text c="dimmed" py="xl" ta="center">
              No {of} match this filter. Choose another one above.
            </Text>
          ) : (
            empty
          )
        }
      />
    </>
  );
}
