import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Clock, StripeConnection, Tenancy } from '@perennial/db';
import { ClockAdvance, ClockInput } from '@perennial/domain/school';
import { Clocks, EventLog } from '@perennial/services';
import { StripeClients } from '@perennial/stripe';
import { Repository } from 'typeorm';
import { totalOf } from '../../platform/http/lists.js';
import { found, Refusal } from '../../platform/http/refusal.js';
import { iso, isoOrNull, type Page } from '../../platform/http/schemas.js';
import type { ClockView } from './clocks.schemas.js';

/** Maximum length of one advance of a test clock. */
const farthestMs = 5 * 366 * 86_400_000;

/** Test clocks, on which a year of a test contact takes seconds. */
@Injectable()
export class TestClocksService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clients: StripeClients,
    private readonly events: EventLog,
    private readonly clocks: Clocks,
    @InjectRepository(Clock) private readonly clockRows: Repository<Clock>,
    @InjectRepository(StripeConnection) private readonly stripeConnections: Repository<StripeConnection>,
  ) {}

  list(schoolId: string): Promise<Page<ClockView>> {
    return this.tenancy.withSchool(schoolId, async () => {
      const [clocks, total] = await this.clockRows.findAndCount({ order: { id: 'DESC' }, take: 100 });
      return { items: clocks.map(toClockResponse), ...totalOf(total), page: 1, pageSize: 100 };
    });
  }

  get(schoolId: string, id: string): Promise<ClockView> {
    return this.tenancy.withSchool(schoolId, async () => toClockResponse(await this.#read(id)));
  }

  /** Creates a clock, and its counterpart at Stripe if the school has a test account there. */
  async create(schoolId: string, { name, now }: ClockInput): Promise<ClockView> {
    const connection = await this.tenancy.withSchool(schoolId, () => this.stripeConnections.findOneBy({}));
    const start = new Date(now);
    const stripeTestClockId =
      connection && connection.state !== 'revoked' && connection.mode === 'test'
        ? await this.#createAtStripe(schoolId, name, start)
        : null;
    return this.tenancy.withSchool(schoolId, async () => {
      const made = await this.clockRows.insert({ name, now: start, stripeTestClockId });
      return toClockResponse(await this.#read(String(made.identifiers[0]?.id)));
    });
  }

  /**
   * Requests an advance of the clock. The driver stops at every date on the way, so that everything happens at its own time.
   */
  advance(schoolId: string, id: string, { to }: ClockAdvance): Promise<ClockView> {
    return this.tenancy.withSchool(schoolId, async () => {
      const clock = await this.#read(id);
      const target = new Date(to);
      if (clock.state === 'advancing')
        throw new Refusal('clock_moving', 'This clock is already advancing. Wait until it has finished.');
      if (target <= clock.now)
        throw new Refusal('rule_refused', `A clock can only move forward. Choose a time after ${iso(clock.now)}.`, {
          field: 'to',
        });
      if (target.getTime() - clock.now.getTime() > farthestMs)
        throw new Refusal('rule_refused', 'A clock can advance at most five years at a time. Choose an earlier time.', {
          field: 'to',
        });
      const started = await this.tenancy.rows<object>(
        `update clock set state = 'advancing', target = $2, problem = null where id = $1 and state <> 'advancing' returning id`,
        [id, target],
      );
      if (started.length === 0) throw new Refusal('clock_moving', 'This clock is already advancing. Wait until it has finished.');
      await this.events.record({
        type: 'clock.advance_requested',
        contactId: null,
        occurredAt: this.clocks.wall(),
        data: { clockId: id, to: iso(target) },
      });
      return toClockResponse(await this.#read(id));
    });
  }

  async #createAtStripe(schoolId: string, name: string, start: Date): Promise<string> {
    const stripe = await this.clients.for(schoolId);
    const clock = await stripe.testHelpers.testClocks.create({ name, frozen_time: start.getTime() / 1000 });
    return clock.id;
  }

  async #read(id: string): Promise<Clock> {
    return found(await this.clockRows.findOneBy({ id }), 'test clock');
  }
}

const toClockResponse = ({ id, name, now, state, target, problem, stripeTestClockId, createdAt }: Clock): ClockView => ({
  id,
  name,
  now: iso(now),
  state,
  target: isoOrNull(target),
  problem,
  stripeTestClockId,
  createdAt: iso(createdAt),
});
