import { inRoot } from '../lib/paths.mjs';

/**
 * Runs a script on a running product, and takes its counts from its last line, `N passed, N failed`.
 * @param {import('../lib/supervisor.mjs').Supervisor} supervisor
 * @param {import('./report.mjs').Report} report
 * @param {string} name of `scripts/<name>.mjs`
 * @param {Record<string, string>} env
 */
export async function runCounted(supervisor, report, name, env) {
  const output = await runScript(supervisor, name, [], env);
  const [, passed, failed] = lastLine(output).match(/^(\d+) passed, (\d+) failed$/) ?? [];
  if (passed === undefined) throw new Error(`${name} ended without its counts:\n${lastLines(output)}`);
  report.count(Number(passed), Number(failed), Number(failed) > 0 ? 'see above' : undefined);
  if (Number(passed) + Number(failed) === 0) report.count(0, 1, `${name} checked nothing`);
}

/**
 * Runs a fault test on a running product: each effect that is neither lost nor repeated counts as passed.
 * @param {import('../lib/supervisor.mjs').Supervisor} supervisor
 * @param {import('./report.mjs').Report} report
 * @param {string[]} args of `scripts/faults.mjs`
 * @param {Record<string, string>} env
 */
export async function runFaults(supervisor, report, args, env) {
  const output = await runScript(supervisor, 'faults', args, env);
  const [line, lost, twice, of] = lastLine(output).match(/^\w+: lost (\d+), twice (\d+), of (\d+)$/) ?? [];
  if (line === undefined) throw new Error(`the fault test ended without its counts:\n${lastLines(output)}`);
  const wrong = Number(lost) + Number(twice);
  report.count(Number(of) - Number(lost), wrong, wrong > 0 ? line : undefined);
}

/**
 * @param {import('../lib/supervisor.mjs').Supervisor} supervisor
 * @param {string} name
 * @param {string[]} args
 * @param {Record<string, string>} env
 */
const runScript = (supervisor, name, args, env) =>
  supervisor.run({
    name,
    command: process.execPath,
    args: [inRoot(`scripts/${name}.mjs`), ...args],
    env,
    okCodes: 'any',
    echo: true,
  });

/** @param {string} output */
const lastLine = (output) => output.trimEnd().split('\n').at(-1) ?? '';

/** @param {string} output */
const lastLines = (output) => output.split('\n').slice(-15).join('\n');
