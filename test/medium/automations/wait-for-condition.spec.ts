import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ContactTags } from '@perennial/services';
import { line } from '../../support/automation.js';
import { drain, relayOver } from '../../support/relay.js';
import { startedBy, Walks } from '../../support/walks.js';

let walks: Walks;
let names = 0;
beforeAll(async () => {
  walks = await Walks.open('wait_for_condition');
});
afterAll(() => walks.close());

const day = 86_400_000;
const tagged = (tag: string, operator = 'includes') => ({ tests: [{ field: 'contact.tags', operator, value: tag }] });

/** A person whose journey reaches the wait, and the journey. */
async function waiting(condition: object, contactId?: string) {
  const name = `condition ${names++}`;
  const config = { condition, timeoutAmount: 2, timeoutUnit: 'days' };
  const wait = { id: 'wait', kind: 'waitForCondition', config, port: 'met' };
  const graph = line(startedBy(name), wait, { id: 'yes', kind: 'exit' });
  await walks.publish(graph, name);
  const person = contactId ?? (await walks.person());
  const runId = await walks.enter(person, name);
  return { person, runId, advance: () => walks.advance(runId), path: () => walks.path(runId) };
}

/** Changes a tag of a person with the event that says so, which the relay delivers. */
async function change(how: 'add' | 'remove', contactId: string, name: string): Promise<void> {
  await walks.inSchool(async () => {
    const [tag] = await walks.db.tenancy.rows<{ id: string }>('select tag_named($1) as id', [name]);
    const tags = new ContactTags(walks.db.tenancy, walks.db.events);
    await tags[how]([{ contactId, tagId: tag?.id ?? '', occurredAt: walks.now, cause: null }]);
  });
  await drain(relayOver(walks.db.relay, { wall: () => walks.now }));
}

describe('a wait for a condition', () => {
  it('continues immediately if it is true already', async () => {
    const person = await walks.person();
    await walks.tag(person, 'vip');
    const { advance, path } = await waiting(tagged('vip'), person);
    expect((await advance()).kind).toBe('finish');
    expect(await path()).toBe('start:next wait:met yes:');
  });

  it('continues after the event that makes it true, and not after another one', async () => {
    const { person, advance, path } = await waiting(tagged('vip'));
    expect(await advance()).toMatchObject({ kind: 'wait', nodeId: 'wait' });
    await change('add', person, 'other');
    expect(await advance()).toMatchObject({ kind: 'wait' });
    await change('add', person, 'vip');
    expect((await advance()).kind).toBe('finish');
    expect(await path()).toBe('start:next wait:met yes:');
  });

  it('continues after what removes a reason against it', async () => {
    const person = await walks.person();
    await walks.tag(person, 'blocked');
    const { advance } = await waiting(tagged('blocked', 'doesNotInclude'), person);
    expect(await advance()).toMatchObject({ kind: 'wait' });
    await change('remove', person, 'blocked');
    expect((await advance()).kind).toBe('finish');
  });

  it('takes the other branch at the time limit, unless it is true by then', async () => {
    const late = await waiting(tagged('vip'));
    const silent = await waiting(tagged('vip'));
    await late.advance();
    await silent.advance();
    walks.now = new Date(walks.now.getTime() + 2 * day);
    // It became true without an event that anybody saw.
    await walks.tag(silent.person, 'vip');
    await late.advance();
    await silent.advance();
    expect([await late.path(), await silent.path()]).toEqual(['start:next wait:timeout', 'start:next wait:met yes:']);
  });
});
