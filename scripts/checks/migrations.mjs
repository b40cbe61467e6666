import { inRoot } from '../lib/paths.mjs';

/**
 * Checks the migrations: they run on an empty database, give the schema of the entities, and the newest can be reverted and repeated.
 * @param {import('../lib/supervisor.mjs').Supervisor} supervisor
 * @param {import('./report.mjs').Report} report
 * @param {Record<string, string>} env
 */
export async function checkMigrations(supervisor, report, env) {
  /** @param {string[]} commands */
  const migrate = async (...commands) => {
    for (const command of commands) {
      await supervisor.run({
        name: 'migrate',
        command: process.execPath,
        args: [inRoot('libs/db/dist/migrate.js'), command],
        env,
      });
    }
  };
  await report.check('up from an empty database', () => migrate('up'));
  await report.check('no drift between entities and migrations', () => migrate('drift'));
  await report.check('the newest migration goes down and up', () => migrate('down', 'up', 'drift'));
}
