import { describe, expect, it } from '@jest/globals';
import { isNodeKind, nodeDefinitions, nodeKinds } from '../index.js';

const names = () => undefined;

describe.each(nodeKinds)('%s', (kind) => {
  const definition = nodeDefinitions[kind];

  it('is registered under its own name and has texts and an icon', () => {
    expect(definition.kind).toBe(kind);
    expect([definition.label, definition.description, definition.icon].every((text) => text.length > 2)).toBe(true);
  });

  it('every setting has a title and a control, so that a form can be made from the schema', () => {
    expect(definition.form.map(({ name }) => name)).toEqual(Object.keys(definition.schema.shape));
    expect(definition.form.every(({ title, control }) => title && control)).toBe(true);
  });

  it('its defaults cover every setting; what only a person can choose is left open', () => {
    expect(Object.keys(definition.defaults).sort()).toEqual(Object.keys(definition.schema.shape).sort());
  });

  it('its main port is one of its ports', () => {
    const ports = definition.ports(definition.defaults).map(({ id }) => id);
    if (definition.mainPort === null) expect(ports).toEqual([]);
    else expect(ports).toContain(definition.mainPort);
  });

  it('unfinished or hostile settings still draw: ports and a summary', () => {
    for (const config of [null, undefined, 7, 'x', [], { paths: [null, 1, { port: 5 }], timeoutAmount: 'x' }, { paths: 'x' }]) {
      expect(Array.isArray(definition.ports(config))).toBe(true);
      expect(definition.summary(config, names).length).toBeGreaterThan(3);
    }
  });
});

it('an inherited property is not a kind of node', () => {
  expect([isNodeKind('constructor'), isNodeKind('__proto__'), isNodeKind(null)]).toEqual([false, false, false]);
});
