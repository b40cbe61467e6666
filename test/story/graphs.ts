/** A step as drawn. */
export interface Step {
  readonly id: string;
  readonly kind: string;
  readonly config?: object;
}

/** Condition on the name of an event that another system sent. */
export const named = (name: string) => ({ match: 'all', tests: [{ field: 'event.name', operator: 'is', value: name }] });

/** Starts when another system sends an event of this name. */
export const onEvent = (name: string): Step => ({
  id: 'start',
  kind: 'trigger',
  config: { eventType: 'custom.event', filters: named(name) },
});

export const addTag = (id: string, tag: string): Step => ({ id, kind: 'addTag', config: { tag } });
export const wait = (id: string, amount: number, unit: 'minutes' | 'days'): Step => ({
  id,
  kind: 'waitDuration',
  config: { amount, unit },
});

/** Waits for an event of another system, up to some days. Ports: `came`, `timeout`. */
export const waitForEvent = (id: string, name: string, days: number): Step => ({
  id,
  kind: 'waitForEvent',
  config: {
    paths: [{ port: 'came', label: name, eventType: 'custom.event', filters: named(name), sameRecord: false }],
    timeoutAmount: days,
    timeoutUnit: 'days',
    lookBackMinutes: 5,
  },
});

/** Steps in a row; an edge goes by the port `next` unless the step names another (`id:port`). */
export function line(...steps: (Step | [Step, string])[]): { nodes: Step[]; edges: object[] } {
  const nodes = steps.map((step) => (Array.isArray(step) ? step[0] : step));
  const edges = steps.slice(0, -1).map((step, i) => ({
    source: nodes[i]?.id,
    port: Array.isArray(step) ? step[1] : 'next',
    target: nodes[i + 1]?.id,
  }));
  return { nodes, edges };
}
