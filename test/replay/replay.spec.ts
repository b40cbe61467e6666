import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { workflows } from '@perennial/contracts';
import { bundleWorkflows } from '@perennial/worker';
import * as exported from '@perennial/workflows';
import { bundleWorkflowCode, DefaultLogger, Runtime, Worker, type WorkflowBundleOption } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { peopleIn } from './people-in.js';

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
  it.each(histories)('go on with $type: $shape', async ({ type, url }) => {
    const history = read(url);
    expect(startOf(history)?.workflowType?.name).toBe(type);
    await replay(bundle, history);
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
