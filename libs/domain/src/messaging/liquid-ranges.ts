/** A piece of Liquid inside a string: from `start` up to, not including, `end`. */
export interface LiquidRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Finds the outputs `{{ … }}` and tags `{% … %}` of a string, in order and in one pass. An output that contains an angle bracket
 * is treated as text. Otherwise, markup could get into an email if the engine found the end of an output elsewhere.
 */
export function liquidRanges(source: string): LiquidRange[] {
  const endOfOutput = searcher(source, '}}');
  const endOfTag = searcher(source, '%}');
  const opening = searcher(source, '<');
  const closing = searcher(source, '>');
  const ranges: LiquidRange[] = [];
  let start = source.indexOf('{');
  while (start >= 0) {
    const end = endAfter(start);
    if (end !== undefined) ranges.push({ start, end });
    start = source.indexOf('{', end ?? start + 1);
  }
  return ranges;

  function endAfter(at: number): number | undefined {
    const kind = source[at + 1];
    const content = at + 2;
    if (kind === '%') return after(endOfTag(content));
    if (kind !== '{') return undefined;
    const end = endOfOutput(content);
    return opening(content) < end || closing(content) < end ? undefined : after(end);
  }
}

/** Cuts a string into Liquid and the text between, in order. */
export function splitLiquid(source: string): { readonly liquid: boolean; readonly value: string }[] {
  const parts: { liquid: boolean; value: string }[] = [];
  let at = 0;
  for (const { start, end } of liquidRanges(source)) {
    if (start > at) parts.push({ liquid: false, value: source.slice(at, start) });
    parts.push({ liquid: true, value: source.slice(start, end) });
    at = end;
  }
  if (at < source.length) parts.push({ liquid: false, value: source.slice(at) });
  return parts;
}

/** The string with each character of its Liquid replaced, so that positions stay the same. */
export function maskLiquid(source: string, mask: string): string {
  return splitLiquid(source)
    .map(({ liquid, value }) => (liquid ? mask.repeat(value.length) : value))
    .join('');
}

const after = (end: number): number | undefined => (end === Number.POSITIVE_INFINITY ? undefined : end + 2);

/** Finds the next occurrence from positions that only grow: it remembers the last hit, so all searches together read the string once. */
function searcher(source: string, word: string): (from: number) => number {
  let found = -1;
  return (from) => {
    if (found >= from) return found;
    const next = source.indexOf(word, from);
    found = next < 0 ? Number.POSITIVE_INFINITY : next;
    return found;
  };
}
