/** A person's name, safe for emails. */
export interface MailName {
  /** The whole name in reading order; empty where there is none that may be shown. */
  readonly name: string;
  /** What follows "Hi"; empty where there is none, so that templates fall back to a neutral greeting. */
  readonly firstName: string;
}

const none: MailName = { name: '', firstName: '' };
const longestName = 70;
const mostWords = 8;

const titles = new Set(
  'dr dra drs prof professor doctor mr mrs ms mx miss sir dame lord lady herr frau hr fr mme mlle monsieur madame señor señora sr sra srta dott rev mag ing dipl'.split(
    ' ',
  ),
);
/** Titles only with a dot; without it they are names. */
const titlesWithDot = new Set('fr hr sr sra mag ing rev dipl dott'.split(' '));
const suffixes = new Set('jr sr ii iii iv phd md ma ba msc bsc meng mba esq dds cpa rn llm jd dphil edd obe mbe cbe'.split(' '));

/**
 * The name that greeting, subject and To of an email may show. Anyone can enter a name with someone else's address at a checkout.
 * So a name that contains an address, markup, a price or a phone number is not shown at all, because even parts of it could be
 * advertising. `Smith, John` is read as John Smith, and titles do not count as first names.
 */
export function mailName(typed: string | null | undefined): MailName {
  const text = tidy(typed ?? '');
  const { title, rest } = withoutTitles(inReadingOrder(text));
  // Also before the title, so that the check cannot be bypassed in a title.
  if (isAdvert(rest) || isAdvert(title.replaceAll('.', ''))) return none;
  const words = rest.split(' ').filter(Boolean);
  const [first] = words;
  if (!first || !/\p{L}/u.test(rest)) return none;
  const name = [title, rest].filter(Boolean).join(' ');
  if (words.length === 1) return { name, firstName: name };
  return { name, firstName: isInitial(first) ? rest : first };
}

/** Control, format and line characters would let a name forge a line, or run against the reading direction. */
const tidy = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();

/** `Smith, John` and `Smith, John, PhD` as they are spoken. */
function inReadingOrder(text: string): string {
  const parts = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part && !suffixes.has(part.toLowerCase().replaceAll('.', '')));
  const [surname = '', given, ...others] = parts;
  return given && others.length === 0 ? `${given} ${surname}` : parts.join(' ');
}

function withoutTitles(text: string): { title: string; rest: string } {
  // `Dr.Maria` is two words.
  let rest = text.replace(/^(\p{L}{2,5})\.(?=\p{L})/u, (all, word: string) =>
    titles.has(word.toLowerCase()) ? `${word}. ` : all,
  );
  const found: string[] = [];
  for (;;) {
    const [word = '', ...others] = rest.split(' ');
    const bare = word.toLowerCase().replace(/\.$/, '');
    if (!titles.has(bare) || (titlesWithDot.has(bare) && !word.endsWith('.'))) break;
    found.push(word);
    rest = others.join(' ');
  }
  return { title: found.join(' '), rest };
}

function isAdvert(text: string): boolean {
  if (text.length > longestName || text.split(' ').length > mostWords) return true;
  // Characters of markup, prices, addresses and exclamations, which no name contains.
  if (/[<>{}[\]|\\/@:;#%^*=_~"!?€$£¥₽₿\p{Extended_Pictographic}]/u.test(text)) return true;
  if (holdsDomain(text) || /\bwww\b/i.test(text)) return true;
  return (text.match(/\p{N}/gu)?.length ?? 0) > 3;
}

/** Two letters or digits on either side of any of the dots that browsers take for one. `J.R.R.` is none. */
function holdsDomain(text: string): boolean {
  const parts = text.split(/[.。．｡]/u);
  return parts.some((part, at) => at > 0 && /^[\p{L}\p{N}]{2}/u.test(part) && /[\p{L}\p{N}-]{2}$/u.test(parts[at - 1] ?? ''));
}

const isInitial = (word: string): boolean => /^(?:\p{L}\.)+$/u.test(word) || /^[A-Z]$/.test(word);
