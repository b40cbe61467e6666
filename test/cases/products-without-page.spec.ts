import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Fixture, type Visitor } from '../medium/api/support.js';

let fixture: Fixture;
let owner: Visitor;
beforeAll(async () => {
  fixture = await Fixture.open({ stripe: true });
  owner = await fixture.owner('kiln');
}, 90_000);
afterAll(() => fixture.close());

const kinds = ['live_session', 'download', 'community'];
const refusal = { status: 422, code: 'rule_refused' };
const told = ({ status, body }: Awaited<ReturnType<Visitor['send']>>) => ({ status, code: body.error?.code });
/** A product from before the rule. */
const oldProduct = async (kind: string): Promise<string> => {
  const [row] = await fixture.rows<{ id: string }>(
    fixture.kiln,
    `insert into product (kind, title, slug, status) values ($1, 'Old ' || $1, $1 || gen_random_uuid(), 'published') returning id`,
    [kind],
  );
  return row?.id ?? '';
};

describe('a product for which members have no page', () => {
  it.each(kinds)('of the kind %s is not created, and the answer says what to choose', async (kind) => {
    const answer = await owner.send('POST', '/api/admin/products', { kind, title: 'Evenings' });
    expect(told(answer)).toEqual(refusal);
    expect(answer.body.error).toMatchObject({ field: 'kind', message: expect.stringContaining('Choose a course') });
  });

  it('is not added to a plan, given to a person or published, and stays readable', async () => {
    const id = await oldProduct('community');
    const plan = { title: 'With community', priceAmount: 900, intervalMonths: 1, productIds: [id] };
    expect(told(await owner.send('POST', '/api/admin/plans', plan))).toEqual(refusal);
    const person = (await owner.send('POST', '/api/admin/contacts', { email: 'mia@kiln.example' })).body.id;
    expect(told(await owner.send('POST', `/api/admin/contacts/${person}/grants`, { productId: id, days: null }))).toEqual(
      refusal,
    );
    expect(told(await owner.send('POST', `/api/admin/products/${id}/publish`))).toEqual(refusal);
    expect((await owner.get(`/api/admin/products/${id}`)).body).toMatchObject({ kind: 'community', title: 'Old community' });
  });

  it('that a plan has already can stay while the plan is edited, and keeps a draft from going on sale', async () => {
    const id = await oldProduct('download');
    const plan = (await owner.send('POST', '/api/admin/plans', { title: 'Old plan', priceAmount: 900, intervalMonths: 1 })).body;
    await fixture.rows(fixture.kiln, 'insert into plan_item (plan_id, product_id, position) values ($1, $2, 0)', [plan.id, id]);
    expect((await owner.send('PATCH', `/api/admin/plans/${plan.id}`, { title: 'Renamed', productIds: [id] })).status).toBe(200);
    expect(told(await owner.send('POST', `/api/admin/plans/${plan.id}/publish`))).toEqual(refusal);
  });
});
