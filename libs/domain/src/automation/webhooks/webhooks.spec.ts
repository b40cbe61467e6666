import { describe, expect, it } from '@jest/globals';
import { emptyGraph } from '../graph.js';
import { scopeOfGraph, scopeOfTrigger } from '../validation/index.js';
import { valueAtPath, valuesIn } from './body-path.js';
import {
  dataNameFor,
  type MappedDelivery,
  mapDelivery,
  type UnusableDelivery,
  webhookLimits,
  webhookMappingOf,
} from './mapping.js';
import { masked, shownBody } from './shown-body.js';

const order = {
  data: { customer: { email: ' Ana@Example.com ', name: 'Ana' }, total: 59.5, gift: false, note: null },
  items: [{ sku: 'clay-1' }, { sku: 'clay-2' }],
  '1.3': 'flat',
};

/** Maps a body with the settings of a trigger. */
function mapped(config: object, body: unknown): MappedDelivery | UnusableDelivery {
  const mapping = webhookMappingOf({ eventType: 'webhook.received', ...config });
  if (!mapping) throw new Error('this is the trigger of a webhook');
  return mapDelivery(mapping, body);
}
const fields = (...paths: string[]) => ({ fields: paths.map((path, at) => ({ path, name: `f${at}` })) });
const dataOf = (body: object, ...paths: string[]) => {
  const read = mapped(fields(...paths), { email: 'ana@example.com', ...body });
  return 'problem' in read ? read : { properties: read.properties, notes: read.notes };
};

describe('a path into a body', () => {
  it.each([
    ['data.total', 59.5],
    ['data.gift', false],
    ['data.note', null],
    ['items.1.sku', 'clay-2'],
    ['1.3', 'flat'],
    ['items.2.sku', undefined],
    ['items.-1.sku', undefined],
    ['items.length', undefined],
    ['items.sku', undefined],
    ['data.total.cents', undefined],
    ['data..total', undefined],
    ['.data', undefined],
    ['', undefined],
    ['__proto__', undefined],
    ['__proto__.polluted', undefined],
    ['constructor.name', undefined],
    ['data.toString', undefined],
    ['data.constructor.prototype', undefined],
  ])('%s leads to %j', (path, value) => {
    expect(valueAtPath(order, path)).toEqual(value);
  });

  it.each([null, undefined, 7, 'text', true])('leads nowhere in %j', (body) => {
    expect(valueAtPath(body, 'email')).toBeUndefined();
  });

  it('leads into a list, by the place of its items', () => {
    expect(valueAtPath([{ email: 'a@example.com' }], '0.email')).toBe('a@example.com');
  });

  it('finds an own field that is called as an inherited one, and changes no prototype', () => {
    const hostile: unknown = JSON.parse('{"__proto__":{"email":"a@example.com"},"constructor":"mine"}');
    expect(valueAtPath(hostile, 'constructor')).toBe('mine');
    expect(valueAtPath(hostile, '__proto__.email')).toBe('a@example.com');
    expect(valueAtPath({}, 'email')).toBeUndefined();
  });
});

describe('the values of a body', () => {
  it('are offered with paths that lead to them', () => {
    expect(valuesIn(order)).toEqual([
      { path: 'data.customer.email', value: ' Ana@Example.com ' },
      { path: 'data.customer.name', value: 'Ana' },
      { path: 'data.total', value: 59.5 },
      { path: 'data.gift', value: false },
      { path: 'items.0.sku', value: 'clay-1' },
      { path: 'items.1.sku', value: 'clay-2' },
      { path: '1.3', value: 'flat' },
    ]);
  });

  it('are not offered where a path would lead to another value', () => {
    expect(valuesIn({ a: { b: 1 }, 'a.b': 2 })).toEqual([{ path: 'a.b', value: 2 }]);
  });

  it('are limited, whatever is sent', () => {
    expect(valuesIn(Array.from({ length: 5000 }, (_, n) => n))).toHaveLength(300);
    expect(valuesIn(JSON.parse(`${'{"a":'.repeat(90)}1${'}'.repeat(90)}`))).toEqual([]);
    expect(valuesIn('text')).toEqual([]);
  });
});

describe('a delivery', () => {
  it('gives a person, an ID, and data under their names', () => {
    const config = {
      emailPath: 'data.customer.email',
      namePath: 'data.customer.name',
      deliveryPath: 'items.0.sku',
      fields: [
        { path: 'data.total', name: 'total' },
        { path: 'data.gift', name: 'gift' },
        { path: 'data.note', name: 'note' },
        { path: 'items.1.sku', name: 'sku' },
      ],
    };
    expect(mapped(config, order)).toEqual({
      email: 'ana@example.com',
      name: 'Ana',
      deliveryId: 'clay-1',
      properties: { total: 59.5, gift: false, note: null, sku: 'clay-2' },
      notes: [],
    });
  });

  it.each([
    [{}, 'The body has no email address at “email”.'],
    [{ email: '' }, 'The body has no email address at “email”.'],
    [{ email: null }, 'The body has no email address at “email”.'],
    [[], 'The body has no email address at “email”.'],
    [{ email: 'ana' }, 'The value at “email” is not a valid email address.'],
    [{ email: 7 }, 'The value at “email” is not a valid email address.'],
    [{ email: ['ana@example.com'] }, 'The value at “email” is not a valid email address.'],
    [{ email: { address: 'ana@example.com' } }, 'The value at “email” is not a valid email address.'],
  ])('%j cannot be used: %s', (body, problem) => {
    expect(mapped({}, body)).toEqual({ path: 'email', problem });
  });

  it('names the path at which the address was expected', () => {
    expect(mapped({ emailPath: 'data.email' }, order)).toMatchObject({ path: 'data.email' });
  });

  it('keeps texts, numbers and yes or no as they are, also those of a form', () => {
    expect(dataOf({ a: '7', b: 7, c: true, d: '' }, 'a', 'b', 'c', 'd')).toEqual({
      properties: { f0: '7', f1: 7, f2: true, f3: '' },
      notes: [],
    });
  });

  it('leaves out what is missing or of another kind, and says so', () => {
    expect(dataOf({ list: [1], object: {} }, 'list', 'object', 'gone')).toEqual({
      properties: {},
      notes: [
        'The value at “list” is not a text, a number, or a yes or no, and was left out.',
        'The value at “object” is not a text, a number, or a yes or no, and was left out.',
        'The body has nothing at “gone”.',
      ],
    });
  });

  it('leaves out a number that is too large, and shortens a long text without cutting a character in half', () => {
    const body = JSON.parse(`{"huge":1e999,"long":"${'x'.repeat(webhookLimits.text - 1)}🏺"}`);
    const read = dataOf(body, 'huge', 'long');
    expect(read).toMatchObject({ properties: { f1: 'x'.repeat(webhookLimits.text - 1) } });
    expect(read).toMatchObject({ notes: [expect.stringContaining('“huge”'), expect.stringContaining('shortened')] });
  });

  it.each([
    ['data.total', '59.5'],
    ['data.gift', null],
    ['items', null],
    ['gone', null],
    [null, null],
  ])('has its ID at %s: %j', (deliveryPath, deliveryId) => {
    expect(mapped({ emailPath: 'data.customer.email', deliveryPath }, order)).toMatchObject({ deliveryId });
  });

  it('has no name where the value cannot be one', () => {
    const read = mapped({ namePath: 'name' }, { email: 'ana@example.com', name: ['Ana'] });
    expect(read).toMatchObject({ name: null, notes: ['The value at “name” cannot be a name and was left out.'] });
    expect(mapped({ namePath: 'name' }, { email: 'ana@example.com', name: ' ' })).toMatchObject({ name: null, notes: [] });
  });

  it('cannot change the prototype of its data', () => {
    const body = JSON.parse('{"email":"a@example.com","__proto__":{"polluted":"yes"},"x":"1"}');
    const config = {
      fields: [
        { path: '__proto__.polluted', name: '__proto__' },
        { path: 'x', name: 'constructor' },
      ],
    };
    const read = mapped(config, body);
    expect(read).toMatchObject({ properties: { constructor: '1' } });
    expect(Object.keys('problem' in read ? {} : read.properties)).toEqual(['constructor']);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe('the mapping of a trigger', () => {
  it.each([null, {}, { eventType: 'tag.added' }, 'text', [], { config: {} }])('is not in %j', (config) => {
    expect(webhookMappingOf(config)).toBeNull();
  });

  it('has defaults for what a draft has not filled in yet', () => {
    const config = {
      eventType: 'webhook.received',
      emailPath: '',
      namePath: 7,
      fields: [
        { path: '', name: 'a' },
        { path: 'b', name: 'b' },
      ],
    };
    expect(webhookMappingOf(config)).toEqual({
      eventType: 'webhook.received',
      emailPath: 'email',
      namePath: null,
      deliveryPath: null,
      fields: [{ path: 'b', name: 'b' }],
    });
  });

  it.each([
    ['items.0.sku', 'sku'],
    ['data[email]', 'data_email'],
    ['order-number', 'order_number'],
    ['items.0', 'items'],
    ['1.3', 'value'],
    ['_id', 'id'],
    [`${'x'.repeat(90)}`, 'x'.repeat(64)],
  ])('calls %s %s, unless someone chooses a name', (path, name) => {
    expect(dataNameFor(path)).toBe(name);
  });
});

describe('the fields of a trigger', () => {
  const config = { eventType: 'webhook.received', ...fields('a', 'b') };

  it('are offered in its filters, and in conditions behind it', () => {
    expect(scopeOfTrigger(config)).toEqual({ eventTypes: ['webhook.received'], properties: ['f0', 'f1'] });
    const nodes = ['one', 'two'].map((id) => ({ id, kind: 'trigger' as const, config }));
    expect(scopeOfGraph({ ...emptyGraph, nodes }).properties).toEqual(['f0', 'f1']);
  });

  it('are not known of other events', () => {
    expect(scopeOfTrigger({ eventType: 'custom.event' })).toEqual({ eventTypes: ['custom.event'] });
  });
});

describe('a body that is shown', () => {
  it('has its passwords, keys and card numbers masked, and its paths kept', () => {
    const shown = shownBody({ user: { password: 'p', apiKey: 'k', api_key: 'k' }, card_number: '4242', email: 'a@example.com' });
    expect(shown).toEqual({
      user: { password: masked, apiKey: masked, api_key: masked },
      card_number: masked,
      email: 'a@example.com',
    });
  });

  it('is short, however long it was', () => {
    const body = { text: 'x'.repeat(5000), list: Array.from({ length: 90 }, () => 1), many: lots(5000) };
    expect(shownBody(body)).toMatchObject({ text: `${'x'.repeat(200)}…`, list: Array(10).fill(1) });
    const wide = Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`g${n}`, lots(60)]));
    expect(JSON.stringify(shownBody(wide)).length).toBeLessThan(20_000);
    expect(JSON.stringify(shownBody(JSON.parse(`${'['.repeat(90)}1${']'.repeat(90)}`)))).toContain('…');
  });

  it('keeps a field that is called __proto__ as data', () => {
    expect(JSON.stringify(shownBody(JSON.parse('{"__proto__":{"a":1}}')))).toBe('{"__proto__":{"a":1}}');
  });
});

const lots = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`f${n}`, n]));
