import { Trouble } from '../../scripts/lib/say.mjs';
import { coresBetween } from './cores.mjs';
import { fateOf } from './discard.mjs';
import { snapshot, TICKS_PER_SECOND } from './proc.mjs';
import { schedule } from './schedule.mjs';
import { ratioOf } from './statistics.mjs';
import { shown } from './verdict.mjs';

/**
 * @typedef {import('./types.d.mts').Round} Round
 * @typedef {import('./types.d.mts').Side} Side
 * @typedef {Pick<import('./types.d.mts').Options, 'rounds' | 'seconds' | 'warmUp' | 'allowBusy'>} Options
 * @typedef {{ say: (line: string) => void, labels: ReadonlyMap<number, string>, options: Options }} Setting
 */

/**
 * Warms up both sides, then alternates them A B B A.
 * @param {Setting} setting
 * @param {import('./types.d.mts').Comparison} comparison
 * @returns {Promise<import('./types.d.mts').Compared>}
 */
export async function compareSides(setting, comparison) {
  const { say, options } = setting;
  const { name, ours, peer, warmUpSeconds = options.warmUp, seconds = options.seconds, rounds = options.rounds } = comparison;
  say(`\n${name}: ${ours.label} beside ${peer.label}, ${rounds} rounds of ${seconds} s each after ${warmUpSeconds} s of warm-up`);
  const sides = { ours, peer };
  for (const side of [ours, peer]) await warmUp(say, side, warmUpSeconds);
  /** @type {{ ours: Round[], peer: Round[] }} */
  const kept = { ours: [], peer: [] };
  const order = schedule(rounds);
  for (const [index, which] of order.entries())
    kept[which].push(await keptRound(setting, sides[which], { seconds, progress: `${index + 1}/${order.length}` }));
  const valuesOf = (/** @type {readonly Round[]} */ list, /** @type {string} */ of) => list.map(({ measured }) => measured[of]);
  return { ...kept, ratio: (of) => ratioOf(valuesOf(kept.ours, of), valuesOf(kept.peer, of)) };
}

/**
 * Rounds of one side, after its warm-up.
 * @param {Setting} setting
 * @param {string} name
 * @param {Side} side
 */
export async function measureSide(setting, name, side) {
  const { rounds, seconds, warmUp: warmUpSeconds } = setting.options;
  setting.say(`\n${name}: ${rounds} rounds of ${seconds} s`);
  await warmUp(setting.say, side, warmUpSeconds);
  /** @type {Round[]} */
  const kept = [];
  for (let round = 1; round <= rounds; round++)
    kept.push(await keptRound(setting, side, { seconds, progress: `${round}/${rounds}` }));
  return kept;
}

/**
 * @param {(line: string) => void} say
 * @param {Side} side
 * @param {number} seconds
 */
async function warmUp(say, side, seconds) {
  if (seconds <= 0) return;
  say(`  warm-up of ${side.label}, ${seconds} s`);
  await side.round(seconds);
  await side.idle?.();
}

/**
 * One round during which no other program worked, repeated until there is one.
 * @param {Setting} setting
 * @param {Side} side
 * @param {{ seconds: number, progress: string }} round
 * @returns {Promise<Round>}
 */
async function keptRound({ say, labels, options }, side, { seconds, progress }) {
  for (let attempt = 1; ; attempt++) {
    const before = snapshot();
    const since = performance.now();
    const measured = await side.round(seconds);
    const ticks = ((performance.now() - since) / 1000) * TICKS_PER_SECOND;
    const { cores, unrelated } = coresBetween({ before, after: snapshot(), ticks, labels });
    await side.idle?.();
    const round = { side: side.label, measured, cores, unrelated };
    const fate = fateOf({ unrelated, attempt, allowBusy: options.allowBusy });
    if (fate === 'keep') {
      say(`  ${progress} ${lineOf(round)}`);
      return round;
    }
    if (fate === 'give up')
      throw new Trouble(
        `Other programs used more than a tenth of a core in each of ${attempt} attempts at one round.`,
        'Stop them and start again, or pass --allow-busy for figures that are not comparable.',
      );
    say(`  ${progress} discarded: other programs used ${shown(unrelated)} cores`);
  }
}

/** @param {Round} round */
function lineOf({ side, measured, cores, unrelated }) {
  const figures = Object.entries(measured).flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${shown(value)}`]));
  const used = Object.entries(cores)
    .filter(([, value]) => value >= 0.02)
    .toSorted(([, a], [, b]) => b - a)
    .map(([name, value]) => `${name} ${value.toFixed(2)}`);
  return `${side.padEnd(28)} ${figures.join(', ')} | cores: ${used.join(', ')}, unrelated ${unrelated.toFixed(2)}`;
}
