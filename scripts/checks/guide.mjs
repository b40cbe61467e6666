import { readFileSync } from 'node:fs';
import { inRoot, urlInRoot } from '../lib/paths.mjs';

/**
 * Checks the table of variables in the operator guide: every variable of libs/config once, with the processes that read it
 * and, where a row has one variable, its default.
 */
export async function checkGuide() {
  const { environment, processVariables } = await import(urlInRoot('libs/config/dist/index.js'));
  /** @type {string[]} */
  const problems = [];
  const seen = new Set();
  for (const [, cell = '', readers = '', preset = ''] of rowsOf(readFileSync(inRoot('docs/guides/operator.md'), 'utf8'))) {
    const names = [...cell.matchAll(/`(\w+)`/g)].map(([, name = '']) => name);
    for (const name of names) {
      if (!(name in environment)) problems.push(`${name} is no variable`);
      if (seen.has(name)) problems.push(`${name} has two rows`);
      seen.add(name);
      const reading = Object.keys(processVariables).filter((process) => processVariables[process].includes(name));
      if (reading.length > 0 && reading.join(', ') !== readers.trim())
        problems.push(`${name} is read by ${reading.join(', ')}, not by ${readers.trim() || 'nobody'}`);
    }
    const [only] = names;
    if (names.length !== 1 || !only || !environment[only]) continue;
    const { success, data } = environment[only].safeParse(undefined);
    const wanted = success ? (String(data ?? '') ? `\`${data}\`` : '') : 'required';
    if (preset.trim() !== wanted)
      problems.push(`${only}: the default is ${wanted || 'nothing'}, not ${preset.trim() || 'nothing'}`);
  }
  for (const name of Object.keys(environment)) if (!seen.has(name)) problems.push(`${name} has no row`);
  if (problems.length > 0) throw new Error(`docs/guides/operator.md, table of variables:\n${problems.join('\n')}`);
}

/**
 * Rows that begin with a variable: its names, who reads it, its default.
 * @param {string} text
 */
const rowsOf = (text) => text.matchAll(/^\| ((?:`[A-Z][A-Z0-9_]+`(?:, )?)+) \|([^|]*)\|([^|]*)\|/gm);
