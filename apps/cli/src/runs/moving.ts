import { type Command, Option } from 'commander';
import { answer } from '../api/connect.js';
import { automationId } from '../automations/which.js';
import { exitCodes } from '../exit-codes.js';
import { type ActingOptions, idempotencyKey, onceOnly, several, withExample } from '../options.js';
import type { Session } from '../session.js';
import { follow } from '../waiting/follow.js';
import { type MoveOptions, stepMoves } from './step-moves.js';
import { isMoved, moveText, movingLine } from './views.js';

interface MovingOptions extends ActingOptions, MoveOptions {
  readonly wait: boolean;
  readonly watch?: string;
}

/** `perennial runs move` */
export function addMoving(group: Command, session: Session): void {
  withExample(
    group.command('move <automation>'),
    'runs move "Welcome series" --from 1:wait --to wait',
    'runs move "Welcome series" --from 1:wait --from 2:wait --exit --only parked',
  )
    .description('move everybody at steps of any version to a step of the published one, or end their journeys, and wait for it')
    .option('--from <version:step>', 'people at this step of this version; can be repeated', several)
    .option('--to <step>', 'the ID of a step of the published version')
    .option('--exit', 'end their journeys')
    .addOption(new Option('--only <who>', 'only those who need attention, or only the others').choices(['parked', 'others']))
    .option('--no-wait', 'do not wait until they are moved')
    .option('--watch <move>', 'move nobody, and wait for an earlier move')
    .addOption(idempotencyKey())
    .action(async (automation: string, options: MovingOptions) => {
      const moves = options.watch === undefined ? stepMoves(options) : null;
      const id = await automationId(session.api, automation);
      const moveId = moves ? await requested(session, id, moves, options) : (options.watch ?? '');
      const read = () => answer(session.api.GET('/v1/automations/{id}/moves/{moveId}', { params: { path: { id, moveId } } }));
      const first = await read();
      const later = `The move continues. Continue to wait with: perennial runs move ${id} --watch ${moveId}`;
      const move = options.wait ? await follow(session, { first, read, isDone: isMoved, line: movingLine, later }) : first;
      session.result(move, moveText(move));
      if (move.failed > 0 || move.state === 'cancelled') session.fail(exitCodes.failed);
    });
}

async function requested(
  session: Session,
  id: string,
  moves: ReturnType<typeof stepMoves>,
  options: ActingOptions,
): Promise<string> {
  const params = { path: { id }, header: onceOnly(options) };
  return (await answer(session.api.POST('/v1/automations/{id}/moves', { params, body: { moves } }))).id;
}
