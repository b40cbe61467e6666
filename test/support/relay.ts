import type { WorkflowCall } from '@perennial/contracts';
import { createLogger } from '@perennial/logging';
import {
  AutomationMatcher,
  Decider,
  featureRouters,
  OutboxLanes,
  Relay,
  type RelayOptions,
  SegmentRouter,
} from '@perennial/relay';
import type { DataSource } from 'typeorm';

/** A relay over a spec's database. `make` stands in for Temporal. */
export function relayOver(
  relay: DataSource,
  {
    wall = () => new Date(),
    make = async () => {},
    lease,
    ...options
  }: RelayOptions & { wall?: () => Date; make?: (call: WorkflowCall) => Promise<void>; lease?: number } = {},
): Relay {
  return new Relay(
    new OutboxLanes(relay, lease),
    { decider: new Decider(featureRouters(new SegmentRouter(wall), new AutomationMatcher(wall))), temporal: { make } },
    createLogger('silent', 'spec'),
    options,
  );
}

/** Delivers until nothing advances. */
export async function drain(relay: Relay): Promise<void> {
  while ((await relay.once()).moved > 0);
}
