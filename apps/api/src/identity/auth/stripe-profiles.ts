import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Contact, Tenancy } from '@perennial/db';
import { isMissing, StripeClients } from '@perennial/stripe';
import { Repository } from 'typeorm';

/** Customer data at Stripe, which is used for receipts. */
@Injectable()
export class StripeProfiles {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clients: StripeClients,
    @InjectRepository(Contact) private readonly contacts: Repository<Contact>,
  ) {}

  /** Updates a customer at Stripe. Deleted customers get no receipts. Opens its own scope, and calls Stripe outside it. */
  async update(schoolId: string, contactId: string): Promise<void> {
    const contact = await this.tenancy.withSchool(schoolId, () => this.contacts.findOneByOrFail({ id: contactId }));
    if (!contact.stripeCustomerId) return;
    const stripe = await this.clients.for(schoolId);
    try {
      await stripe.customers.update(contact.stripeCustomerId, {
        email: contact.email,
        ...(contact.name && { name: contact.name }),
      });
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }
}
