import type { Tenancy } from '@perennial/db';

/** The wall clock. Nothing else reads it. */
export type Wall = () => Date;

/** Business time of a contact: the wall clock, or its test clock. */
export class Clocks {
  constructor(
    private readonly tenancy: Tenancy,
    readonly wall: Wall = () => new Date(),
  ) {}

  /** Now for a contact, or for the school itself where there is none. In the open scope. */
  async nowFor(contactId: string | null): Promise<Date> {
    return (await this.of(contactId)).now;
  }

  /** Clock of a contact (null: the wall) and its now. In the open scope. */
  async of(contactId: string | null): Promise<{ clockId: string | null; now: Date }> {
    const clock =
      contactId === null
        ? undefined
        : await this.tenancy.row<{ id: string; now: Date }>(
            'select k.id, k.now from contact c join clock k on k.id = c.clock_id where c.id = $1',
            [contactId],
          );
    return clock ? { clockId: clock.id, now: clock.now } : { clockId: null, now: this.wall() };
  }
}
