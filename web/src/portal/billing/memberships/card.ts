import type { Membership } from './memberships';

type Card = NonNullable<Membership['card']>;

const brands: Readonly<Record<string, string>> = {
  amex: 'American Express',
  cartes_bancaires: 'Cartes Bancaires',
  diners: 'Diners Club',
  discover: 'Discover',
  eftpos_au: 'eftpos',
  jcb: 'JCB',
  mastercard: 'Mastercard',
  unionpay: 'UnionPay',
  visa: 'Visa',
};

/** "Visa •••• 4242". */
export const cardInWords = ({ brand, last4 }: Card): string => `${brands[brand] ?? 'Card'} •••• ${last4}`;

/** "12/2030". */
export const expiryInWords = ({ expMonth, expYear }: Card): string => `${String(expMonth).padStart(2, '0')}/${expYear}`;

/** Whether two cards look the same to a person. */
export const isSameCard = (one: Card | null, other: Card | null): boolean =>
  one?.brand === other?.brand &&
  one?.last4 === other?.last4 &&
  one?.expMonth === other?.expMonth &&
  one?.expYear === other?.expYear;
