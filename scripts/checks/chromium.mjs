import { existsSync } from 'node:fs';
import { onPath } from '../lib/binaries.mjs';
import { step, Trouble } from '../lib/say.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/** @returns {string | undefined} path of a browser for the tests */
function findChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named && !existsSync(named)) throw new Trouble(`CHROMIUM_PATH names ${named}, which does not exist.`);
  return named || NAMES.map(onPath).find(Boolean) || (existsSync(MAC) ? MAC : undefined);
}

/**
 * Finds a Chromium, or installs one as root on a system with apt.
 * @param {import('../lib/supervisor.mjs').Supervisor} supervisor
 * @returns {Promise<string>} its path
 */
export async function chromium(supervisor) {
  const found = findChromium();
  if (found) return found;
  const apt = onPath('apt-get');
  if (apt && process.getuid?.() === 0) {
    await step(supervisor.say, { title: 'Installing Chromium', estimate: 'about a minute' }, async () => {
      const env = { DEBIAN_FRONTEND: 'noninteractive' };
      await supervisor.run({ name: 'apt-update', command: apt, args: ['update'], env });
      await supervisor.run({
        name: 'apt-chromium',
        command: apt,
        args: ['install', '-y', '--no-install-recommends', 'chromium'],
        env,
      });
    });
  }
  const installed = findChromium();
  if (installed) return installed;
  throw new Trouble(
    'No Chromium for the browser tests.',
    'Install Chromium or Chrome, or name one: CHROMIUM_PATH=/path/to/chromium',
  );
}
