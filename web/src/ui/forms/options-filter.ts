import type { ComboboxParsedItem, OptionsFilter } from '@mantine/core';
import { searchIn, searchRank } from '@perennial/domain/search';

const isGroup = (item: ComboboxParsedItem) => 'group' in item;

/** Finds options as every search does: without case and accents, words in any order, the best first. */
export const optionsFilter: OptionsFilter = ({ options, search, limit }) => {
  const groups = options.some(isGroup)
    ? bestFirst(
        options.map((item) => ('group' in item ? { ...item, items: searchIn(item.items, search, labelOf) } : item)),
        search,
      )
    : searchIn(options, search, (item) => ('label' in item ? item.label : ''));
  let left = limit;
  return groups.flatMap((item): ComboboxParsedItem[] => {
    if (!('group' in item)) return left-- > 0 ? [item] : [];
    const items = item.items.slice(0, Math.max(left, 0));
    left -= items.length;
    return items.length > 0 ? [{ ...item, items }] : [];
  });
};

const labelOf = ({ label }: { label: string }) => label;

/** Groups by their best option, because Enter chooses the first option of the list. */
function bestFirst(groups: readonly ComboboxParsedItem[], search: string): ComboboxParsedItem[] {
  if (search.trim() === '') return [...groups];
  const rank = (item: ComboboxParsedItem) =>
    searchRank('group' in item ? (item.items[0]?.label ?? '') : item.label, search) ?? Number.POSITIVE_INFINITY;
  return groups.toSorted((one, other) => rank(one) - rank(other));
}
