import type { ComboboxParsedItem, OptionsFilter } from '@mantine/core';
import { searchIn } from '@perennial/domain/search';

const isGroup = (item: ComboboxParsedItem) => 'group' in item;

/** Finds options as every search does: without case and accents, words in any order, the best first. */
export const optionsFilter: OptionsFilter = ({ options, search, limit }) => {
  const groups = options.some(isGroup)
    ? options.map((item) => ('group' in item ? { ...item, items: searchIn(item.items, search, labelOf) } : item))
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
