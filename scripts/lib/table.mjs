/** What to call an address, in the order of interest. */
const TITLES = {
  admin: 'Admin app',
  portal: 'Member portal',
  mail: 'Mail inbox',
  temporalUi: 'Temporal UI',
  api: 'API',
  stripe: 'Stripe',
  worker: 'Worker health',
  temporal: 'Temporal',
  smtp: 'SMTP',
  database: 'Postgres',
};

/**
 * Everything a person needs to begin: addresses, logins, what to try.
 * @param {import('./stack.d.mts').Ready} ready
 */
export function tableOf({ addresses, logins, tryFirst, env, dataDir }) {
  const rows = Object.entries(TITLES).flatMap(([name, title]) => (addresses[name] ? [[title, addresses[name]]] : []));
  if (env.DATABASE_URL) rows.push(['Database login', env.DATABASE_URL]);
  rows.push(['Logs', `${dataDir}/logs`]);
  const parts = [block('Addresses', rows)];
  if (logins.length > 0) {
    parts.push(
      block(
        'Sign in',
        logins.map(({ who, email, password, url }) => [who, `${email}  ${password}${url ? `  ${url}` : ''}`]),
      ),
    );
  }
  if (tryFirst.length > 0)
    parts.push(
      block(
        'Try first',
        tryFirst.map((text, index) => [`${index + 1}.`, text]),
      ),
    );
  return `\n${parts.join('\n')}`;
}

/**
 * @param {string} title
 * @param {string[][]} rows
 */
function block(title, rows) {
  const width = Math.max(...rows.map(([name]) => name?.length ?? 0));
  return `${title}\n${rows.map(([name = '', value]) => `  ${name.padEnd(width)}  ${value}`).join('\n')}\n`;
}
