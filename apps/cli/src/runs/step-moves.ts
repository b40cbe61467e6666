import type { Schemas } from '@perennial/api-client';
import { wrongUsage } from '../failure.js';

type StepMove = Schemas['ProgramMoveInput']['moves'][number];

/** Options that say who is moved, and where to. */
export interface MoveOptions {
  readonly from?: readonly string[];
  readonly to?: string;
  readonly exit?: boolean;
  readonly only?: 'parked' | 'others';
}

/**
 * The moves of a request: the people at each step that `--from` names go to the same step, or their journeys end.
 * @throws {Failure} unless the options name where from and where to
 */
export function stepMoves({ from = [], to, exit = false, only }: MoveOptions): StepMove[] {
  if (from.length === 0)
    throw wrongUsage('Say whom to move: --from VERSION:STEP, such as --from 2:wait. See them with: perennial automations show');
  if ((to === undefined) === !exit)
    throw wrongUsage('Say where to: --to STEP for a step of the published version, or --exit to end the journeys.');
  const states = only === undefined ? [false, true] : [only === 'parked'];
  return from.flatMap((place) => {
    const [, version, nodeId] = /^(\d{1,9}):(.+)$/.exec(place) ?? [];
    if (version === undefined || nodeId === undefined)
      throw wrongUsage(`--from must be a version and a step, such as 2:wait. It is ${place}.`);
    return states.map((parked) => ({ version: Number(version), nodeId, parked, to: to ?? null }));
  });
}
