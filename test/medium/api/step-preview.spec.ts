import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Fixture, type Visitor } from './support.js';

let fixture: Fixture;
let owner: Visitor;
beforeAll(async () => {
  fixture = await Fixture.open();
  owner = await fixture.owner('kiln');
}, 60_000);
afterAll(() => fixture.close());

const tag = '01920000-0000-7000-8000-00000000000c';
const trial = (step: object, more: object = {}) =>
  owner.send('POST', '/api/admin/step-previews', { step, eventType: 'contact.signed_up', ...more });

describe('a step that is tried alone', () => {
  it('names the branch of a sample person and the values that decided', async () => {
    const condition = { match: 'all', tests: [{ field: 'contact.tags', operator: 'includes', value: tag }] };
    const ask = { id: 'start', kind: 'ifElse', config: { condition } };
    const [without, having] = [await trial(ask), await trial(ask, { person: { tags: [tag] } })];
    expect([without.status, without.body.branch, having.body.branch]).toEqual([200, 'no', 'yes']);
    expect(having.body.values).toEqual([expect.objectContaining({ field: 'contact.tags', actual: [tag] })]);
  });

  it('says until when it waits', async () => {
    const { body } = await trial({ id: 'w', kind: 'waitDuration', config: { amount: 2, unit: 'hours' } });
    const ahead = Date.parse(body.until) - Date.now();
    expect(ahead).toBeGreaterThan(115 * 60_000);
    expect(ahead).toBeLessThanOrEqual(120 * 60_000);
  });

  it('shows the request of a call with its variables, and never a secret', async () => {
    const config = {
      method: 'POST',
      url: 'https://example.com/hook?key={{ secret.key }}',
      headers: [
        { name: 'authorization', value: '', secret: tag },
        { name: 'x-typed', value: 'not-to-be-shown', secret: null },
      ],
      secrets: [{ name: 'key', value: 'not-to-be-shown', secret: null }],
      body: [{ name: 'source', value: '{{ event.source }}' }],
    };
    const { status, body } = await trial({ id: 'c', kind: 'callUrl', config }, { data: { source: 'portal' } });
    expect([status, body.request]).toEqual([
      200,
      {
        method: 'POST',
        url: 'https://example.com/hook?key=••••',
        headers: [
          { name: 'authorization', value: '••••' },
          { name: 'x-typed', value: '••••' },
        ],
        body: '{"source":"portal"}',
      },
    ]);
    expect(JSON.stringify(body)).not.toContain('not-to-be-shown');
  });

  it('is refused while its settings are incomplete, and where it makes no sense alone', async () => {
    for (const step of [
      { id: 'c', kind: 'callUrl', config: {} },
      { id: 'g', kind: 'goBack', config: { target: 'w', times: 2 } },
    ])
      expect((await trial(step)).body.error.code).toBe('rule_refused');
  });
});
