import { setTimeout as sleep } from 'node:timers/promises';
import { batchesOf, type Drill, enter } from './drill.js';

const workers = ['worker', 'worker-2'] as const;

/** Kills and terminates workers, from right after the events to the middle of the effects. */
export async function killWorkers(drill: Drill, emails: readonly string[]): Promise<void> {
  const { world, load, random, say } = drill;
  for (const [turn, batch] of batchesOf(emails, load.kills).entries()) {
    await enter(drill, batch, turn);
    await world.inbox.behave({ delayBeforeAnswerMs: Math.floor(random() * 500) });
    await sleep(random() * 1_000);
    const signal = turn % 2 === 0 ? 'SIGKILL' : 'SIGTERM';
    const victims = random() < 0.3 ? workers : [workers[turn % 2] ?? 'worker'];
    await killAndRestart(drill, victims, signal);
    say(`  workers: ${turn + 1} of ${load.kills}, ${signal} to ${victims.join(' and ')}`);
  }
}

/** Kills the API while it stores events and answers. What it accepted must start once; what it did not accept is sent again. */
export async function killApi(drill: Drill, emails: readonly string[]): Promise<void> {
  const { load, random, say } = drill;
  for (const [turn, batch] of batchesOf(emails, load.kills).entries()) {
    const entering = enter(drill, batch, turn);
    await sleep(random() * 80);
    await killAndRestart(drill, ['api'], 'SIGKILL');
    await entering;
    say(`  API: ${turn + 1} of ${load.kills}`);
  }
}

/** Kills Postgres, Temporal, and both at once. */
export async function killServers(drill: Drill, emails: readonly string[]): Promise<void> {
  const { load, random, say } = drill;
  const victims = Array.from({ length: load.serverKills }, () => [['postgres'], ['temporal'], ['temporal', 'postgres']]).flat();
  for (const [turn, batch] of batchesOf(emails, victims.length).entries()) {
    const names = victims[turn] ?? [];
    const entering = enter(drill, batch, turn);
    await sleep(random() * 800);
    await killAndRestart(drill, names, 'SIGKILL');
    await entering;
    say(`  servers: ${turn + 1} of ${victims.length}, ${names.join(' and ')}`);
  }
}

async function killAndRestart({ world }: Drill, names: readonly string[], signal: NodeJS.Signals): Promise<void> {
  const { stage } = world;
  // A process that died with another and is not running yet is restarted too.
  await Promise.all(names.map((name) => stage.kill(name, signal).catch(() => {})));
  await Promise.all(names.map((name) => stage.restart(name)));
}
