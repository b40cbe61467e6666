import { Box, Group, Pagination, Skeleton, Table, Text, TextInput, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { useDebouncedCallback, useMediaQuery } from '@mantine/hooks';
import { IconArrowDown, IconArrowUp, IconSearch } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { Page } from '../api/client';
import { ErrorState } from '../feedback/States';
import classes from './DataList.module.css';
import { type ListState, pageSize, readListState, toggleSort, writeListState } from './list-state';

export interface Column<T> {
  readonly key: string;
  readonly header: string;
  readonly render: (item: T) => ReactNode;
  /** Field name for sorting; without it the column cannot be sorted. */
  readonly sort?: string;
  readonly align?: 'right';
  /** What the cards of a phone show, which have no headings; null leaves it out. */
  readonly onCard?: (item: T) => ReactNode;
  /** Holds a button for the item; a card shows it beside the name. */
  readonly isAction?: true;
}

interface DataListProps<T> {
  /** Plural name of the items, such as "contacts". */
  readonly of: string;
  readonly query: UseQueryResult<Page<T>>;
  readonly columns: readonly Column<T>[];
  readonly keyOf: (item: T) => string;
  readonly linkTo?: (item: T) => string;
  readonly defaultSort: string;
  readonly searchable?: boolean;
  /** More controls beside the search. */
  readonly filters?: ReactNode;
  /** Shown when nothing exists at all, as opposed to nothing found. */
  readonly empty: ReactNode;
}

/** State of the list on this page, and how to change it. */
export function useListState(defaultSort: string): readonly [ListState, (change: Partial<ListState>) => void] {
  const [search, setSearch] = useSearchParams();
  const change = (part: Partial<ListState>) => setSearch((now) => writeListState(now, part, defaultSort), { replace: true });
  return [readListState(search, defaultSort), change];
}

/** A searchable, sortable, paged list: a table on wide screens, cards on a phone. */
export function DataList<T>({
  of,
  query,
  columns,
  keyOf,
  linkTo,
  defaultSort,
  searchable = true,
  filters,
  empty,
}: DataListProps<T>) {
  const [state, change] = useListState(defaultSort);
  const wide = useMediaQuery('(min-width: 48em)', true, { getInitialValueInEffect: false });
  if (query.isError)
    return <ErrorState error={query.error} what={`The ${of} could not be loaded`} onRetry={() => void query.refetch()} />;
  const data = query.data;
  const nothing = data?.total === 0;
  if (nothing && state.q === '' && !filters) return <>{empty}</>;
  const pages = data ? Math.ceil(data.total / data.pageSize) : 1;
  const Rows = wide ? TableRows : CardRows;
  return (
    <Box>
      {(searchable || filters) && (
        <Group mb="sm" gap="sm">
          {searchable && <SearchField of={of} value={state.q} onChange={(q) => change({ q })} />}
          {filters}
        </Group>
      )}
      {nothing ? (
        state.q === '' ? (
          empty
        ) : (
          <Text c="dimmed" py="xl" ta="center">
            No {of} match “{state.q}”.
          </Text>
        )
      ) : (
        <Box className={classes.frame} data-dim={query.isPlaceholderData || undefined}>
          <Rows items={data?.items} {...{ columns, keyOf, linkTo, of }} sort={state.sort} onSort={(sort) => change({ sort })} />
        </Box>
      )}
      {data && data.total > 0 && (
        <Group justify="space-between" mt="sm">
          <Text size="sm" c="dimmed" role="status" className="p-numbers">
            {data.total.toLocaleString('en')}
            {data.totalIsExact ? '' : '+'} {data.total === 1 ? of.replace(/s$/, '') : of}
          </Text>
          {pages > 1 && (
            <Pagination
              total={pages}
              value={state.page}
              onChange={(page) => change({ page })}
              size="sm"
              getControlProps={(control) => ({ 'aria-label': `${control} page` })}
            />
          )}
        </Group>
      )}
    </Box>
  );
}

function SearchField({ of, value, onChange }: { of: string; value: string; onChange: (q: string) => void }) {
  const [text, setText] = useState(value);
  const later = useDebouncedCallback(onChange, 250);
  return (
    <TextInput
      type="search"
      aria-label={`Search ${of}`}
      placeholder={`Search ${of}`}
      leftSection={<IconSearch size={15} />}
      value={text}
      className={classes.search}
      onChange={(event) => {
        setText(event.currentTarget.value);
        later(event.currentTarget.value.trim());
      }}
    />
  );
}

interface RowsProps<T> extends Pick<DataListProps<T>, 'columns' | 'keyOf' | 'of'> {
  readonly items: readonly T[] | undefined;
  readonly linkTo: ((item: T) => string) | undefined;
  readonly sort: string;
  readonly onSort: (sort: string) => void;
}

const placeholders = Array.from({ length: Math.min(8, pageSize) }, (_, index) => index);

function TableRows<T>({ items, columns, keyOf, linkTo, sort, onSort, of }: RowsProps<T>) {
  return (
    <Table className={classes.table} aria-busy={!items}>
      <VisuallyHidden component="caption">{of}</VisuallyHidden>
      <Table.Thead>
        <Table.Tr>
          {columns.map((column) => (
            <Table.Th key={column.key} data-align={column.align} aria-sort={sortOf(column, sort)}>
              {column.sort ? <SortButton column={column} sort={sort} onSort={onSort} /> : column.header}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {items?.map((item) => (
          <Table.Tr key={keyOf(item)} data-link={linkTo ? true : undefined}>
            {columns.map((column, index) => (
              <Table.Td key={column.key} data-align={column.align}>
                {index === 0 && linkTo ? (
                  <Link to={linkTo(item)} className={classes.link}>
                    {column.render(item)}
                  </Link>
                ) : (
                  column.render(item)
                )}
              </Table.Td>
            ))}
          </Table.Tr>
        )) ??
          placeholders.map((row) => (
            <Table.Tr key={row}>
              {columns.map((column, index) => (
                <Table.Td key={column.key}>
                  <Skeleton height={12} my={5} width={index === 0 ? `${70 - ((row * 17) % 30)}%` : '55%'} />
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
      </Table.Tbody>
    </Table>
  );
}

const sortOf = <T,>(column: Column<T>, sort: string) =>
  column.sort === undefined ? undefined : sort === column.sort ? 'ascending' : sort === `-${column.sort}` ? 'descending' : 'none';

function SortButton<T>({ column, sort, onSort }: { column: Column<T>; sort: string; onSort: (sort: string) => void }) {
  const state = sortOf(column, sort);
  return (
    <UnstyledButton className={classes.sort} onClick={() => onSort(toggleSort(sort, column.sort ?? ''))}>
      {column.header}
      {state === 'ascending' && <IconArrowUp size={13} aria-hidden />}
      {state === 'descending' && <IconArrowDown size={13} aria-hidden />}
    </UnstyledButton>
  );
}

function CardRows<T>({ items, columns, keyOf, linkTo, of }: RowsProps<T>) {
  const [first, ...others] = columns;
  const actions = others.filter(({ isAction }) => isAction);
  const rest = others.filter(({ isAction }) => !isAction);
  if (!items) return placeholders.slice(0, 4).map((row) => <Skeleton key={row} height={72} radius={0} mb={1} />);
  return (
    <ul className={classes.cards} aria-label={of}>
      {items.map((item) => (
        <li key={keyOf(item)} className={classes.card} data-link={linkTo ? true : undefined}>
          <Group justify="space-between" wrap="nowrap" align="flex-start">
            {linkTo ? (
              <Link to={linkTo(item)} className={classes.link}>
                {first?.render(item)}
              </Link>
            ) : (
              first?.render(item)
            )}
            {actions.map((column) => (
              <Box key={column.key} flex="none">
                {column.render(item)}
              </Box>
            ))}
          </Group>
          <Group gap="xs" mt={4}>
            {rest.map((column) => (
              <CardValue key={column.key} column={column} item={item} />
            ))}
          </Group>
        </li>
      ))}
    </ul>
  );
}

function CardValue<T>({ column, item }: { column: Column<T>; item: T }) {
  const shown = column.onCard?.(item);
  if (shown === null) return null;
  return (
    <Text component="span" size="sm" c="dimmed">
      {shown ?? (
        <>
          <VisuallyHidden>{column.header}: </VisuallyHidden>
          {column.render(item)}
        </>
      )}
    </Text>
  );
}
