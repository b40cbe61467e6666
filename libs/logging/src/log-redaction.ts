const mark = '[address]';

/**
 * Removes email addresses from a log line. Errors of databases and mail servers quote what people typed, and logs are kept
 * longer and read by more people than the database.
 */
export function withoutAddresses(line: string): string {
  let result = '';
  let done = 0;
  for (let at = nextAt(line, 0); at; at = nextAt(line, at.end)) {
    const start = afterEscape(line, startOfLocalPart(line, at.start, done));
    const end = endOfDomain(line, at.end);
    if (start >= at.start || !line.slice(at.end, end).includes('.')) continue;
    result += line.slice(done, start) + mark;
    done = end;
  }
  return result + line.slice(done);
}

/** The next at sign from a position, plain or percent-encoded. */
function nextAt(line: string, from: number): { readonly start: number; readonly end: number } | undefined {
  const plain = line.indexOf('@', from);
  const encoded = line.indexOf('%40', from);
  if (plain < 0 && encoded < 0) return undefined;
  return plain >= 0 && (encoded < 0 || plain < encoded)
    ? { start: plain, end: plain + 1 }
    : { start: encoded, end: encoded + '%40'.length };
}

function startOfLocalPart(line: string, at: number, least: number): number {
  let start = at;
  // A local part has at most 64 characters. The limit keeps the search linear on long lines.
  while (start > least && at - start < 64 && isPartOfName(line[start - 1] ?? '')) start--;
  return start;
}

/** Lines are JSON, so the letter of an escape such as `\\n` belongs to its backslash. */
function afterEscape(line: string, start: number): number {
  let backslashes = 0;
  while (line[start - 1 - backslashes] === '\\') backslashes++;
  if (backslashes % 2 === 0) return start;
  return start + (line[start] === 'u' ? 'u0000'.length : 1);
}

function endOfDomain(line: string, from: number): number {
  let end = from;
  while (end < line.length && end - from < 255 && isPartOfDomain(line[end] ?? '')) end++;
  return end;
}

const isPartOfName = (character: string): boolean => /[\p{L}\p{N}.!#$%&'*+=?^_`{|}~-]/u.test(character);
const isPartOfDomain = (character: string): boolean => /[\p{L}\p{N}.-]/u.test(character);
