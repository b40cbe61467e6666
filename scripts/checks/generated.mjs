import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { inRoot, urlInRoot } from '../lib/paths.mjs';

/**
 * @typedef {object} Generated A file that another file of the checkout decides.
 * @property {string} name
 * @property {(supervisor: import('../lib/supervisor.mjs').Supervisor) => Promise<string>} content
 */

/** In order: the client is made from the document. @type {Generated[]} */
export const generatedFiles = [
  {
    name: 'openapi.json',
    content: async (supervisor) => {
      const document = await supervisor.run({
        name: 'openapi',
        command: process.execPath,
        args: [inRoot('apps/api/dist/openapi.js')],
      });
      return `${JSON.stringify(JSON.parse(document.slice(document.indexOf('{'))), null, 2)}\n`;
    },
  },
  {
    name: 'libs/api-client/src/schema.ts',
    content: (supervisor) =>
      supervisor.run({
        name: 'api-client',
        command: process.execPath,
        args: ['node_modules/openapi-typescript/bin/cli.js', 'openapi.json', '--alphabetize'],
      }),
  },
  { name: '.env.example', content: environmentExample },
];

/**
 * @param {import('../lib/supervisor.mjs').Supervisor} supervisor
 * @throws {Error} naming the files that are out of date
 */
export async function checkGenerated(supervisor) {
  const stale = [];
  for (const { name, content } of generatedFiles) {
    if ((await content(supervisor)) !== currentOf(name)) stale.push(name);
  }
  if (stale.length > 0) throw new Error(`not current: ${stale.join(', ')}. Run: node scripts/generate.mjs`);
}

/** @param {import('../lib/supervisor.mjs').Supervisor} supervisor */
export async function generate(supervisor) {
  for (const { name, content } of generatedFiles) {
    const text = await content(supervisor);
    supervisor.say(`${text === currentOf(name) ? '=' : '✓'} ${name}`);
    writeFileSync(inRoot(name), text);
  }
}

/** @param {string} name */
const currentOf = (name) => (existsSync(inRoot(name)) ? readFileSync(inRoot(name), 'utf8') : undefined);

/** Every variable, with what its comment says, who reads it, and its default. */
async function environmentExample() {
  const { environment, processVariables } = await import(urlInRoot('libs/config/dist/index.js'));
  const words = commentsOf(readFileSync(inRoot('libs/config/src/environment.ts'), 'utf8'));
  const lines = [
    '# What the processes read. `npm start` gives a value to each and starts what is missing here; set a variable to use your own.',
    '# Any variable X can also be read from a file: X_FILE=/run/secrets/x. Copy this file to .env and uncomment what you set.',
  ];
  for (const [name, schema] of Object.entries(environment)) {
    const readers = Object.keys(processVariables).filter((reader) => processVariables[reader].includes(name));
    const preset = schema.safeParse(undefined).data;
    lines.push('', ...(words.get(name) ?? []).map((line) => `# ${line}`));
    if (readers.length > 0) lines.push(`# Read by: ${readers.join(', ')}`);
    lines.push(`#${name}=${preset ?? ''}`);
  }
  return `${lines.join('\n')}\n`;
}

/**
 * The doc comments of the list of variables.
 * @param {string} source
 * @returns {Map<string, string[]>}
 */
function commentsOf(source) {
  const found = source.matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*([A-Z][A-Z0-9_]+):/g);
  return new Map(
    [...found].map(([, comment = '', name = '']) => [
      name,
      comment
        .split('\n')
        .map((line) => line.replace(/^\s*\*?\s?/, '').trim())
        .filter(Boolean),
    ]),
  );
}
