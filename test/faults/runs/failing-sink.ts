import { setTimeout as sleep } from 'node:timers/promises';
import { batchesOf, type Drill, enter } from './drill.js';

/** Shares of the calls that fail, one after the other. */
const shares = [0.1, 0.2, 0.3, 0.4, 0.5] as const;

/** The receiver of calls answers errors and resets connections; the mail server refuses for moments. Each step must end, or say why not. */
export async function failSink(drill: Drill, emails: readonly string[]): Promise<void> {
  const { world, sink, random, say } = drill;
  for (const [turn, batch] of batchesOf(emails, shares.length).entries()) {
    const share = shares[turn] ?? 0.5;
    sink.fail(share);
    const entering = enter(drill, batch, turn);
    for (let moment = 0; moment < 6; moment++) {
      const refuses = random() < share;
      await world.inbox.behave(refuses ? { rejectWith: '451 4.3.0 Try again later' } : {});
      await sleep(500);
    }
    await entering;
    await world.inbox.behave();
    say(`  sink: ${share * 100} % of the calls and of the time of the mail server`);
  }
  // Retries of the last batch still meet errors.
  await sleep(5_000);
  sink.fail(0);
}
