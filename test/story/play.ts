import { buyMembership } from './chapters/membership.js';
import { searchTemporalForPeople } from './chapters/privacy.js';
import { liveThroughTheYear } from './chapters/year.js';
import { Narrator, type Proof, WrongFact } from './narrator.js';
import { type Stage, World } from './world.js';

/** How the story ended. */
export interface Ending {
  readonly proofs: readonly Proof[];
  /** What broke it off, other than a wrong fact. */
  readonly problem: string | null;
}

/** Plays a member's year on the running product; ends with the first wrong fact. */
export async function playStory(stage: Stage, say: (line: string) => void): Promise<Ending> {
  const narrator = new Narrator(say);
  const world = new World(stage, narrator);
  try {
    const ana = await buyMembership(world);
    await liveThroughTheYear(world, ana);
    await searchTemporalForPeople(world);
    return { proofs: narrator.proofs, problem: null };
  } catch (error) {
    if (error instanceof WrongFact) return { proofs: narrator.proofs, problem: null };
    return { proofs: narrator.proofs, problem: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
