import { liveThroughTheFirstWeeks } from './chapters/first-weeks.js';
import { checkWallWait, startWallWait, surviveKills } from './chapters/kills.js';
import { checkNeighbour, fingerprintOfNeighbour } from './chapters/neighbour.js';
import { searchTemporalForPeople } from './chapters/privacy.js';
import { buy } from './chapters/purchase.js';
import { prepare } from './chapters/setting.js';
import { leave, liveThroughTheYear } from './chapters/year.js';
import { Narrator, type Proof, WrongFact } from './narrator.js';
import { scenarioOf } from './seeded/scenario.js';
import { playSeededYear } from './seeded/year.js';
import { Studio } from './studio.js';
import { type Stage, World } from './world.js';

/** How the story ended. */
export interface Ending {
  readonly proofs: readonly Proof[];
  /** The error that ended it, other than a failed check. */
  readonly problem: string | null;
}

/**
 * Plays a member's year on the running product; ends at the first failed check.
 * @param seed plays the year of a seed instead: other dates, zones and intervals, with expected dates worked out apart
 */
export async function playStory(stage: Stage, say: (line: string) => void, seed: number | null = null): Promise<Ending> {
  const narrator = new Narrator(say);
  const studio = await Studio.open(stage.env.OUTBOUND_ALLOWED ?? '');
  try {
    const world = new World(stage, narrator, studio);
    if (seed === null) await tell(world);
    else await tellSeeded(world, seed);
    return { proofs: narrator.proofs, problem: null };
  } catch (error) {
    if (error instanceof WrongFact) return { proofs: narrator.proofs, problem: null };
    return { proofs: narrator.proofs, problem: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  } finally {
    await studio.close();
  }
}

async function tellSeeded(world: World, seed: number): Promise<void> {
  await playSeededYear(world, scenarioOf(seed));
  await searchTemporalForPeople(world);
}

async function tell(world: World): Promise<void> {
  const neighbour = await fingerprintOfNeighbour(world);
  const setting = await prepare(world);
  const wallWait = await startWallWait(world);
  const ana = await buy(world, setting);
  await liveThroughTheFirstWeeks(world, setting, ana);
  await surviveKills(world);
  await liveThroughTheYear(world, setting, ana);
  await leave(world, setting, ana);
  await checkWallWait(world, wallWait);
  checkNeighbour(world, neighbour, await fingerprintOfNeighbour(world));
  await searchTemporalForPeople(world);
}
