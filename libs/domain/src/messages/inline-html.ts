/** Tags that a text block may hold; everything else is refused. */
export const inlineTags = ['p', 'strong', 'em', 'a', 'ul', 'li', 'br'] as const;
/** One of {@link inlineTags}. */
export type InlineTag = (typeof inlineTags)[number];

/** A piece of a text block. Liquid is kept whole, so that a `<` inside a condition is not taken for a tag. */
export type InlineToken =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'liquid'; readonly value: string }
  | { readonly kind: 'open'; readonly tag: InlineTag; readonly href?: string }
  | { readonly kind: 'close'; readonly tag: InlineTag };

/** What {@link readInline} understood, and in words what it refused. */
export interface InlineReading {
  readonly tokens: readonly InlineToken[];
  readonly problems: readonly string[];
}

// An output may not hold angle brackets: then no disagreement with the engine about where it ends can smuggle a tag.
const output = '\\{\\{[^<>]*?\\}\\}';
const control = '\\{%[\\s\\S]*?%\\}';
const piece = new RegExp(
  `(?<liquid>${output}|${control})|<(?<slash>/?)(?<tag>[a-zA-Z][a-zA-Z0-9]*)(?<rest>(?:${output}|[^<>])*)>|[^<{]+|[<{]`,
  'g',
);
const anyLiquid = new RegExp(`${output}|${control}`, 'g');
const aliases: Readonly<Record<string, InlineTag>> = { b: 'strong', i: 'em' };

/** Cuts a string into Liquid and the text between, in order. */
export function splitLiquid(source: string): { readonly liquid: boolean; readonly value: string }[] {
  const parts: { liquid: boolean; value: string }[] = [];
  let at = 0;
  for (const match of source.matchAll(anyLiquid)) {
    if (match.index > at) parts.push({ liquid: false, value: source.slice(at, match.index) });
    parts.push({ liquid: true, value: match[0] });
    at = match.index + match[0].length;
  }
  if (at < source.length) parts.push({ liquid: false, value: source.slice(at) });
  return parts;
}

/** Whether a link may stand in a mail: http(s), mailto, or one of our own `{{ links.… }}`. */
export function isMailUrl(url: string): boolean {
  const plain = url.trim().replace(anyLiquid, 'x');
  if (/[\s"'<>`\\{}]/.test(plain)) return false;
  if (/^\{\{-?\s*links\.[a-zA-Z]+\s*-?\}\}/.test(url.trim())) return true;
  return /^(https?:\/\/[^/]|mailto:[^,]*x|mailto:[^,@]+@)/i.test(plain);
}

/** Reads the limited HTML of a text block. Attributes other than a link's address are dropped without a word. */
export function readInline(html: string): InlineReading {
  const tokens: InlineToken[] = [];
  const problems: string[] = [];
  const open: InlineTag[] = [];
  for (const match of html.matchAll(piece)) {
    const { liquid, slash, tag: name, rest } = match.groups ?? {};
    if (liquid) tokens.push({ kind: 'liquid', value: liquid });
    else if (!name) tokens.push({ kind: 'text', value: match[0] });
    else {
      const tag = tagNamed(name);
      if (!tag) problems.push(`<${name}> cannot be used in a mail's text`);
      else if (slash) close(tag);
      else openTag(tag, rest ?? '');
    }
  }
  for (const tag of open.reverse()) {
    problems.push(`<${tag}> is not closed`);
    tokens.push({ kind: 'close', tag });
  }
  return { tokens, problems };

  function openTag(tag: InlineTag, attributes: string): void {
    if (tag === 'a') {
      const href = /\shref\s*=\s*("([^"]*)"|'([^']*)')/i.exec(attributes);
      const url = href?.[2] ?? href?.[3] ?? '';
      if (!isMailUrl(url)) problems.push('a link must start with https://, http:// or mailto:, or be one of the links offered');
      tokens.push({ kind: 'open', tag, href: isMailUrl(url) ? url.trim() : '#' });
    } else tokens.push({ kind: 'open', tag });
    if (tag !== 'br') open.push(tag);
  }

  function close(tag: InlineTag): void {
    if (tag === 'br') return;
    if (open.at(-1) === tag) {
      open.pop();
      tokens.push({ kind: 'close', tag });
    } else problems.push(`</${tag}> does not close the tag opened last`);
  }
}

function tagNamed(name: string): InlineTag | undefined {
  const lower = name.toLowerCase();
  return aliases[lower] ?? inlineTags.find((tag) => tag === lower);
}
