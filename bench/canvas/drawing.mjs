const COLUMNS = 10;
const [WIDTH, HEIGHT] = [320, 160];

/** Places on a grid that both sides use. @param {number} index */
const place = (index) => ({ x: (index % COLUMNS) * WIDTH, y: Math.floor(index / COLUMNS) * HEIGHT });

/**
 * A long row of waits, as the product stores it.
 * @param {number} count
 */
export function drawing(count) {
  const trigger = {
    id: 'n0',
    kind: 'trigger',
    position: place(0),
    config: {
      eventType: 'custom.event',
      filters: { match: 'all', tests: [{ field: 'event.name', operator: 'is', value: 'bench.drawn' }] },
    },
  };
  const waits = Array.from({ length: count - 1 }, (_, i) => ({
    id: `n${i + 1}`,
    kind: 'waitDuration',
    position: place(i + 1),
    config: { amount: 1 + (i % 30), unit: 'days' },
  }));
  const nodes = [trigger, ...waits];
  const edges = waits.map(({ id }, i) => ({ source: `n${i}`, port: 'next', target: id }));
  return { schemaVersion: 1, entry: { policy: 'every_event' }, exitRules: [], goal: null, nodes, edges };
}
