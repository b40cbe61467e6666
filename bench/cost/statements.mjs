/**
 * Statements and commits in a log of Postgres whose line prefix is `%a|`, by application. Statements that only open or end a
 * transaction
 * count as statements too, since each is a round trip.
 * @param {string} log
 * @returns {Record<string, { statements: number, commits: number }>}
 */
export function statementsIn(log) {
  /** @type {Record<string, { statements: number, commits: number }>} */
  const found = {};
  for (const line of log.split('\n')) {
    // Of a statement with parameters Postgres logs parse, bind and execute; one of them is the statement.
    const [, application, statement] = line.match(/^([^|]*)\|.* (?:statement|execute [^:]+): (.*)$/) ?? [];
    if (application === undefined) continue;
    const counts = found[application] ?? { statements: 0, commits: 0 };
    found[application] = counts;
    counts.statements += 1;
    if (/^commit\b/i.test(statement ?? '')) counts.commits += 1;
  }
  return found;
}
