import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { workflows } from '@perennial/contracts';
import { bundleWorkflows } from '@perennial/worker';
import * as exported from '@perennial/workflows';
import { bundleWorkflowCode, DefaultLogger, Runtime, Worker, type WorkflowBundleOption } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { peopleIn } from './people-in.js';
import { prefixesOf } from './prefixes.js';

/** Types without a history yet, and why. The list may only shrink. */
const notYet: Readonly<Record<string, string>> = {};

/** In every name and address of those who are in them. */
const people = ['canary', 'Canária', 'kiln.example', 'Replay'];

const folder = new URL('../histories/', import.meta.url);
const histories = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name: type }) =>
    readdirSync(new URL(`${type}/`, folder))
      .filter((file) => file.endsWith('.json'))
      .map((file) => ({ type, shape: file.replace(/\.json$/, ''), url: new URL(`${type}/${file}`, folder) })),
  );

interface Recorded {
  readonly events: readonly {
    readonly eventType: string;
    readonly workflowExecutionStartedEventAttributes?: {
      readonly workflowId?: string;
      readonly workflowType?: { readonly name: string };
    };
  }[];
}
const read = (url: URL): Recorded => JSON.parse(readFileSync(url, 'utf8'));
const startOf = ({ events }: Recorded) => events[0]?.workflowExecutionStartedEventAttributes;

let bundle: WorkflowBundleOption;
beforeAll(async () => {
  Runtime.install({
    logger: new DefaultLogger('ERROR', () => {}),
    telemetryOptions: { logging: { forward: {}, filter: 'OFF' } },
  });
  bundle = await bundleWorkflows();
}, 120_000);

const replay = (workflowBundle: WorkflowBundleOption, history: Recorded): Promise<void> =>
  Worker.runReplayHistory({ workflowBundle }, history, startOf(history)?.workflowId);

describe('today’s workflows', () => {
  /** By file: the prefixes that do not replay, each with its reason. One worker replays them all. */
  const refused = new Map<string, string[]>();
  beforeAll(async () => {
    const all = histories.flatMap(({ url }) => {
      const history = read(url);
      const workflowId = startOf(history)?.workflowId ?? '';
      return prefixesOf(history.events).map((events) => ({ workflowId, url, history: { events } }));
    });
    let next = 0;
    for await (const { error } of Worker.runReplayHistories({ workflowBundle: bundle }, all)) {
      const { url, history } = all[next++] ?? {};
      if (!url) throw new Error('more was replayed than there is');
      const problems = refused.get(url.href) ?? [];
      if (error) problems.push(`up to event ${history?.events.length}: ${error.message}`);
      refused.set(url.href, problems);
    }
  }, 120_000);

  it.each(histories)('replay $type: $shape, from each of its tasks', ({ type, url }) => {
    expect(startOf(read(url))?.workflowType?.name).toBe(type);
    expect(refused.get(url.href)).toEqual([]);
  });
});

describe('a dispatch from before runs were advanced in order', () => {
  const stuck = read(new URL('./fixtures/dispatch-stuck.json', import.meta.url));

  it('that was caught with its commands in another order stays stuck, and is recovered from Postgres', async () => {
    await expect(replay(bundle, stuck)).rejects.toThrow(DeterminismViolationError);
  });

  it('is not what a dispatch of today writes: its first command marks that it works in order', () => {
    const inOrder = (history: Recorded) => JSON.stringify(history.events.slice(0, 5)).includes('core_patch');
    const marked = histories.filter(({ type, url }) => type === 'dispatch' && inOrder(read(url)));
    expect(marked.map(({ shape }) => shape)).toEqual(expect.arrayContaining([2, 5, 50].map((n) => `mixed-${n}.in-order`)));
    expect(inOrder(stuck)).toBe(false);
  });
});

describe('the histories', () => {
  const types = Object.keys(exported).toSorted();

  it('are there for every type of workflow', () => {
    expect(Object.keys(workflows).toSorted()).toEqual(types);
    const covered = [...new Set(histories.map(({ type }) => type))];
    expect([...covered, ...Object.keys(notYet)].toSorted()).toEqual(types);
  });

  it('name nobody', () => {
    for (const { url } of histories) expect(peopleIn(read(url), people)).toEqual([]);
  });
});

describe('a workflow that does something else than it did', () => {
  it('is refused', async () => {
    const workflowsPath = createRequire(import.meta.url).resolve('./fixtures/mutated-system-mail.ts');
    const mutated = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR', () => {}) });
    const recorded = histories.filter(({ type }) => type === 'systemMail');
    expect(recorded).not.toEqual([]);
    for (const { url } of recorded) await expect(replay(mutated, read(url))).rejects.toThrow(DeterminismViolationError);
  }, 60_000);
});
