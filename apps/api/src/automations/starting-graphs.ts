import { emptyGraph, type Graph, graphSchema } from '@perennial/domain';
import type { z } from 'zod';
import type { AutomationInput } from './automations.schemas.js';

type Start = z.output<typeof AutomationInput>['template'];

const mail = (id: string, y: number) => ({
  id,
  kind: 'sendEmail',
  config: { templateId: '', audience: 'contact', category: 'transactional' },
  position: { x: 0, y },
});

const trigger = (eventType: string) => ({
  id: 'trigger',
  kind: 'trigger',
  config: { eventType, filters: { match: 'all', tests: [] } },
  position: { x: 0, y: 0 },
});

const wait = (id: string, days: number, y: number) => ({
  id,
  kind: 'waitDuration',
  config: { amount: days, unit: 'days' },
  position: { x: 0, y },
});

const end = (y: number) => ({ id: 'end', kind: 'exit', config: {}, position: { x: 0, y } });
const chain = (...ids: string[]) => ids.slice(1).map((target, index) => ({ source: ids[index], port: 'next', target }));

/** Drawings to begin with. The mails are still to be chosen, so none can be published by accident. */
const drawings: Readonly<Record<Exclude<Start, 'blank'>, unknown>> = {
  welcome: {
    schemaVersion: 1,
    nodes: [trigger('membership.purchased'), mail('hello', 160), wait('pause', 3, 320), mail('tips', 480), end(640)],
    edges: chain('trigger', 'hello', 'pause', 'tips', 'end'),
  },
  dunning: {
    schemaVersion: 1,
    nodes: [trigger('payment.failed'), mail('notice', 160), wait('pause', 3, 320), mail('reminder', 480), end(640)],
    edges: chain('trigger', 'notice', 'pause', 'reminder', 'end'),
    entry: { policy: 'one_at_a_time' },
    exitRules: [{ eventType: 'payment.succeeded' }],
  },
  win_back: {
    schemaVersion: 1,
    nodes: [trigger('membership.ended'), wait('pause', 14, 160), mail('offer', 320), end(480)],
    edges: chain('trigger', 'pause', 'offer', 'end'),
    goal: { eventType: 'membership.purchased', sameRecord: false },
  },
};

/** The drawing that a new automation begins with. */
export const startingGraph = (start: Start): Graph => (start === 'blank' ? emptyGraph : graphSchema.parse(drawings[start]));
