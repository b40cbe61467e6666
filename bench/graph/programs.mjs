/** The same work in the form of each side: one `if`, tags, and a call to the counter. @typedef {'two-steps' | 'ifs' | 'tags'} Shape */

/** Steps of the long shapes. */
export const MANY = 40;

/**
 * The drawing of an automation with this shape.
 * @param {Shape} shape
 * @param {string} eventName
 * @param {string} counter host:port
 */
export function graphOf(shape, eventName, counter) {
  const start = {
    id: 'start',
    kind: 'trigger',
    config: {
      eventType: 'custom.event',
      filters: { match: 'all', tests: [{ field: 'event.name', operator: 'is', value: eventName }] },
    },
  };
  const call = {
    id: 'call',
    kind: 'callUrl',
    config: { method: 'POST', url: `http://${counter}/{{ event.properties.id }}`, timeoutSeconds: 10 },
  };
  const nodes = [start, ...stepsOf(shape, eventName), call];
  const edges = nodes.slice(1).map((node, i) => ({
    source: nodes[i]?.id,
    port: nodes[i]?.kind === 'ifElse' ? 'no' : 'next',
    target: node.id,
  }));
  return { nodes, edges };
}

/**
 * @param {Shape} shape
 * @param {string} eventName
 */
function stepsOf(shape, eventName) {
  const many = Array.from({ length: MANY }, (_, i) => i);
  if (shape === 'ifs') return many.map((i) => ifElse(`if${i}`));
  if (shape === 'tags') return many.map((i) => addTag(`tag${i}`, `${eventName}-${i}`));
  return [ifElse('if'), addTag('tag', eventName)];
}

/** Asks for a name that nobody has. @param {string} id */
const ifElse = (id) => ({
  id,
  kind: 'ifElse',
  config: { condition: { match: 'all', tests: [{ field: 'contact.name', operator: 'is', value: 'nobody has it' }] } },
});

/**
 * @param {string} id
 * @param {string} tag
 */
const addTag = (id, tag) => ({ id, kind: 'addTag', config: { tag } });
