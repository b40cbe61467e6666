import { inRoot } from '../lib/paths.mjs';

/**
 * Plays the story on a running product, and takes its counts from its last line.
 * @param {import('../lib/supervisor.mjs').Supervisor} supervisor
 * @param {import('./report.mjs').Report} report
 * @param {Record<string, string>} env
 */
export async function runStory(supervisor, report, env) {
  const output = await supervisor.run({
    name: 'story',
    command: process.execPath,
    args: [inRoot('scripts/story.mjs')],
    env,
    okCodes: 'any',
    echo: true,
  });
  const [, passed, failed] =
    output
      .trimEnd()
      .split('\n')
      .at(-1)
      ?.match(/(?<!\d)(\d+) passed, (\d+) failed$/) ?? [];
  if (passed === undefined) throw new Error(`the story ended without its counts:\n${output.split('\n').slice(-15).join('\n')}`);
  report.count(Number(passed), Number(failed), Number(failed) > 0 ? 'see above' : undefined);
  if (Number(passed) + Number(failed) === 0) report.count(0, 1, 'the story checked nothing');
}
