import { describe, expect, it } from '@jest/globals';
import { nodeDefinitions, nodeKinds } from '@perennial/domain/automation';
import { enumValues } from './enum-values';

describe('choices of a setting', () => {
  const selects = nodeKinds.flatMap((kind) =>
    nodeDefinitions[kind].form
      .filter((field) => field.control === 'select')
      .map((field) => [`${kind}.${field.name}`, kind, field.name] as const),
  );
  it.each(selects)('%s has values to choose from', (_name, kind, name) => {
    expect(enumValues(nodeDefinitions[kind].schema.shape[name]).length).toBeGreaterThan(1);
  });
});
