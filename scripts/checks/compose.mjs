import { existsSync, readFileSync } from 'node:fs';
import { inRoot, urlInRoot } from '../lib/paths.mjs';

/**
 * @typedef {object} Service
 * @property {string} [image]
 * @property {{ context?: string, dockerfile?: string, target?: string }} [build]
 * @property {string} [restart]
 * @property {Record<string, { condition?: string }>} [depends_on]
 * @property {Record<string, string>} [environment]
 * @property {string[]} [command]
 * @property {string[]} [entrypoint]
 * @property {string[]} [secrets]
 * @property {string[]} [volumes]
 * @property {string[]} [expose]
 * @property {string[]} [ports]
 * @property {{ test: string[] }} [healthcheck]
 *
 * @typedef {{ services: Record<string, Service>, volumes: Record<string, unknown>, secrets: Record<string, { file: string }> }} Compose
 */

/** The program of a service decides which variables it reads. */
const PROCESS_OF = new Map([
  ['apps/api/dist/main.js', 'api'],
  ['apps/worker/dist/main.js', 'worker'],
  ['libs/db/dist/migrate.js', 'migrate'],
  ['deploy/register-search-attributes.mjs', 'temporalSetup'],
]);

/**
 * Checks docker-compose.yml and the Dockerfile without Docker: every file, build target, variable, port, secret, volume,
 * dependency and program that they name exists, and values that must match do.
 */
export async function checkCompose() {
  const { parse } = await import('yaml');
  const { environment, processVariables } = await import(urlInRoot('libs/config/dist/index.js'));
  /** @type {Compose} */
  const compose = parse(readFileSync(inRoot('docker-compose.yml'), 'utf8'), { merge: true });
  /** @type {string[]} */
  const problems = [];
  /** @param {unknown} holds @param {string} problem */
  const need = (holds, problem) => holds || problems.push(problem);

  const dockerfile = readFileSync(inRoot('Dockerfile'), 'utf8');
  for (const [name, service] of Object.entries(compose.services)) {
    need(service.image || service.build, `${name}: neither image nor build`);
    checkBuild(service, dockerfile, (holds, problem) => need(holds, `${name}: ${problem}`));
    for (const [other, { condition }] of Object.entries(service.depends_on ?? {})) {
      const wanted = compose.services[other];
      need(wanted, `${name}: depends on ${other}, which is not a service`);
      if (condition === 'service_healthy')
        need(wanted?.healthcheck, `${name}: waits for the health of ${other}, which has no health check`);
      if (condition === 'service_completed_successfully') {
        need(
          wanted?.restart?.startsWith('on-failure'),
          `${name}: waits for the end of ${other}, which is restarted indefinitely`,
        );
      }
    }
    for (const secret of service.secrets ?? []) need(compose.secrets[secret], `${name}: secret ${secret} is not declared`);
    for (const volume of service.volumes ?? []) {
      const source = volume.split(':', 1)[0] ?? '';
      need(
        source.startsWith('./') ? existsSync(inRoot(source)) : source in compose.volumes,
        `${name}: volume ${source} does not exist`,
      );
    }
    for (const program of programsOf(service))
      need(programExists(service, program), `${name}: program ${program} does not exist`);
    checkVariables(service, environment, processVariables, (holds, problem) => need(holds, `${name}: ${problem}`));
    checkAddresses(compose, name, (holds, problem) => need(holds, `${name}: ${problem}`));
    for (const [, secret = ''] of JSON.stringify(service.environment ?? {}).matchAll(/\/run\/secrets\/(\w+)/g)) {
      need(service.secrets?.includes(secret), `${name}: reads the secret ${secret}, which it is not given`);
    }
  }
  checkSecrets(compose, need);
  checkDockerfile(dockerfile, need);
  checkTemporalVersion(compose, need);
  if (problems.length > 0) throw new Error(problems.join('\n'));
}

/** @typedef {(holds: unknown, problem: string) => void} Need */

/**
 * @param {Service} service
 * @param {string} dockerfile
 * @param {Need} need
 */
function checkBuild({ build }, dockerfile, need) {
  if (!build) return;
  need(existsSync(inRoot(build.context ?? '.', build.dockerfile ?? 'Dockerfile')), 'its Dockerfile does not exist');
  need(
    !build.target || dockerfile.split('\n').some((line) => line.startsWith('FROM ') && line.endsWith(` AS ${build.target}`)),
    `the Dockerfile has no stage ${build.target}`,
  );
}

/** Words of a command that are files. @param {Service} service */
const programsOf = ({ command = [], entrypoint = [], healthcheck }) =>
  [...command, ...entrypoint, ...(healthcheck?.test ?? [])].filter((word) => /\.(js|mjs|sh)$/.test(word));

/**
 * A compiled program exists if its source does; a mounted one if something is mounted at its path.
 * @param {Service} service
 * @param {string} program
 */
function programExists(service, program) {
  if (program.startsWith('/')) return service.volumes?.some((volume) => volume.split(':')[1] === program);
  return existsSync(inRoot(program.includes('/dist/') ? program.replace('/dist/', '/src/').replace(/\.js$/, '.ts') : program));
}

/**
 * @param {Service} service
 * @param {Record<string, { safeParse: (value: unknown) => { success: boolean } }>} environment
 * @param {Record<string, string[]>} processVariables
 * @param {Need} need
 */
function checkVariables(service, environment, processVariables, need) {
  const given = Object.keys(service.environment ?? {});
  for (const program of service.command ?? []) {
    const process = PROCESS_OF.get(program);
    const known = process && processVariables[process];
    if (!known) continue;
    for (const name of given) need(known.includes(name.replace(/_FILE$/, '')), `${program} does not read ${name}`);
    for (const name of known) {
      const isNeeded = !environment[name]?.safeParse(undefined).success;
      need(!isNeeded || given.includes(name) || given.includes(`${name}_FILE`), `${program} needs ${name}`);
    }
  }
  for (const [name, value] of Object.entries(service.environment ?? {})) {
    const fixed = /\$\{/.test(String(value)) || name.endsWith('_FILE') || !service.build;
    need(
      fixed || !environment[name] || environment[name].safeParse(value).success,
      `${name} has a value that the product refuses`,
    );
  }
}

/**
 * Checks that some service listens on every address and port that is named.
 * @param {Compose} compose
 * @param {string} name
 * @param {Need} need
 */
function checkAddresses(compose, name, need) {
  const service = /** @type {Service} */ (compose.services[name]);
  const text = JSON.stringify([service.command, service.environment, service.healthcheck]);
  for (const [, host = '', port = ''] of text.matchAll(/(?:\/\/|[":-])([a-z][a-z-]*|127\.0\.0\.1):(\d{2,5})\b/g)) {
    if (host.endsWith('localhost')) continue;
    const target = host === '127.0.0.1' ? service : compose.services[host];
    need(target, `${host}:${port} names no service`);
    need(!target || target.expose?.includes(port), `nothing of ${host} listens on ${port}`);
  }
  for (const mapping of service.ports ?? [])
    need(service.expose?.includes(mapping.split(':').at(-1) ?? ''), `publishes a port it does not expose: ${mapping}`);
  for (const variable of ['API_PORT', 'WORKER_HTTP_PORT', 'WORKER_METRICS_PORT']) {
    const port = service.environment?.[variable];
    need(!port || service.expose?.includes(String(port)), `${variable} is not exposed`);
  }
}

/**
 * @param {Compose} compose
 * @param {Need} need
 */
function checkSecrets(compose, need) {
  const made = [...readFileSync(inRoot('deploy/make-secrets.sh'), 'utf8').matchAll(/^put (\w+) /gm)].map(([, name]) => name);
  for (const [name, { file }] of Object.entries(compose.secrets)) {
    need(
      file === `./deploy/secrets/${name}` && made.includes(name),
      `secret ${name}: deploy/make-secrets.sh does not make ${file}`,
    );
    need(
      Object.values(compose.services).some(({ secrets }) => secrets?.includes(name)),
      `secret ${name}: no service uses it`,
    );
  }
}

/**
 * @param {string} dockerfile
 * @param {Need} need
 */
function checkDockerfile(dockerfile, need) {
  const copies = [...dockerfile.matchAll(/^COPY (.+)$/gm)].map(([, words = '']) => words.split(' '));
  for (const words of copies) {
    const fromBuild = words[0]?.startsWith('--from=');
    const sources = words.slice(fromBuild ? 1 : 0, -1).map((source) => source.replace(/^\/app\//, ''));
    for (const source of sources)
      need(source === 'node_modules' || existsSync(inRoot(source)), `Dockerfile: ${source} does not exist`);
  }
  const lock = JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8'));
  for (const folder of Object.keys(lock.packages).filter((path) => path && !path.includes('node_modules'))) {
    need(
      copies.some(([source]) => source === `${folder}/package.json`),
      `Dockerfile: npm ci runs without ${folder}/package.json`,
    );
  }
}

/**
 * The server that development runs is the one that production runs.
 * @param {Compose} compose
 * @param {Need} need
 */
function checkTemporalVersion(compose, need) {
  const pins = readFileSync(inRoot('tools/temporal-cli/go.mod'), 'utf8');
  for (const [service, module] of [
    ['temporal', 'go.temporal.io/server'],
    ['temporal-schema', 'go.temporal.io/server'],
    ['temporal-ui', 'github.com/temporalio/ui-server/v2'],
  ]) {
    const line = pins.split('\n').find((row) => row.includes(`${module} v`)) ?? '';
    const version = line.split(`${module} v`)[1]?.split(' ')[0];
    const image = compose.services[service ?? '']?.image;
    need(image?.endsWith(`:${version}`), `${service}: ${image} is not ${version}, which tools/temporal-cli pins`);
  }
}
