import { StripeError } from '../wire/errors.js';

/** Why a card is declined. */
export interface Decline {
  code: 'card_declined' | 'expired_card' | 'incorrect_cvc' | 'processing_error' | 'incorrect_number' | 'authentication_required';
  decline_code?: string;
  message: string;
}

interface TestCard {
  brand: string;
  country?: string;
  /** Refuses to be attached to a customer, and every charge. */
  refuses?: Decline;
  /** Can be attached; every charge fails. */
  failsCharges?: Decline;
  /** `always` asks at each payment, `once` until a set-up or payment has authenticated it. */
  threeDSecure?: 'always' | 'once';
}

const declined = (decline_code: string, message = 'Your card was declined.'): Decline => ({
  code: 'card_declined',
  decline_code,
  message,
});
const own = (code: Decline['code'], message: string): Decline => ({ code, decline_code: code, message });

/** Stripe's test cards; other numbers that pass the checksum behave like a good card. */
export const testCards: Readonly<Record<string, TestCard>> = {
  '4242424242424242': { brand: 'visa' },
  '4000056655665556': { brand: 'visa' },
  '5555555555554444': { brand: 'mastercard' },
  '378282246310005': { brand: 'amex' },
  '6011111111111117': { brand: 'discover' },
  '4000002760000016': { brand: 'visa', country: 'DE' },
  '4000000000000077': { brand: 'visa' },
  '4000000000000259': { brand: 'visa' },
  '4000000000000002': { brand: 'visa', refuses: declined('generic_decline') },
  '4000000000009995': { brand: 'visa', refuses: declined('insufficient_funds', 'Your card has insufficient funds.') },
  '4000000000009987': { brand: 'visa', refuses: declined('lost_card') },
  '4000000000009979': { brand: 'visa', refuses: declined('stolen_card') },
  '4000000000000069': { brand: 'visa', refuses: own('expired_card', 'Your card has expired.') },
  '4000000000000127': { brand: 'visa', refuses: own('incorrect_cvc', "Your card's security code is incorrect.") },
  '4000000000000119': {
    brand: 'visa',
    refuses: own('processing_error', 'An error occurred while processing your card. Try again in a little bit.'),
  },
  '4242424242424241': { brand: 'visa', refuses: own('incorrect_number', 'Your card number is incorrect.') },
  '4000000000000341': { brand: 'visa', failsCharges: declined('generic_decline') },
  '4000002500003155': { brand: 'visa', threeDSecure: 'once' },
  '4000002760003184': { brand: 'visa', threeDSecure: 'always' },
  '4000000000003220': { brand: 'visa', threeDSecure: 'always' },
  '4000008260003178': {
    brand: 'visa',
    threeDSecure: 'once',
    failsCharges: declined('insufficient_funds', 'Your card has insufficient funds.'),
  },
};

const tokens: Readonly<Record<string, string>> = {
  visa: '4242424242424242',
  visa_debit: '4000056655665556',
  mastercard: '5555555555554444',
  amex: '378282246310005',
  discover: '6011111111111117',
  de: '4000002760000016',
  bypassPending: '4000000000000077',
  createDispute: '4000000000000259',
  chargeDeclined: '4000000000000002',
  visa_chargeDeclined: '4000000000000002',
  chargeDeclinedInsufficientFunds: '4000000000009995',
  visa_chargeDeclinedInsufficientFunds: '4000000000009995',
  visa_chargeDeclinedLostCard: '4000000000009987',
  visa_chargeDeclinedStolenCard: '4000000000009979',
  chargeDeclinedExpiredCard: '4000000000000069',
  chargeDeclinedIncorrectCvc: '4000000000000127',
  chargeDeclinedProcessingError: '4000000000000119',
  chargeCustomerFail: '4000000000000341',
  threeDSecureRequired: '4000000000003220',
  threeDSecure2Required: '4000000000003220',
  authenticationRequired: '4000002760003184',
  authenticationRequiredOnSetup: '4000002500003155',
  authenticationRequiredSetupForOffSession: '4000002500003155',
  authenticationRequiredChargeDeclinedInsufficientFunds: '4000008260003178',
};

/** The card number behind `pm_card_visa` or `tok_visa`; undefined for other ids. */
export function numberOfToken(id: string): string | undefined {
  const name = /^(?:pm_card_|tok_)(\w+)$/.exec(id)?.[1];
  return name === undefined ? undefined : tokens[name];
}

/** What kind of card a number is. */
export const cardOf = (number: string): TestCard => testCards[number] ?? { brand: brandOf(number) };

function brandOf(number: string): string {
  if (/^4/.test(number)) return 'visa';
  if (/^(5[1-5]|2[2-7])/.test(number)) return 'mastercard';
  if (/^3[47]/.test(number)) return 'amex';
  return 'unknown';
}

/** The problem with an entered card number; undefined if it is valid. */
export function numberProblem(number: string): Decline | undefined {
  const known = testCards[number]?.refuses;
  if (known?.code === 'incorrect_number') return known;
  if (!/^\d{12,19}$/.test(number)) return own('incorrect_number', 'Your card number is not a valid credit card number.');
  let sum = 0;
  for (const [index, digit] of [...number].reverse().entries()) {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0 ? undefined : own('incorrect_number', 'Your card number is incorrect.');
}

/** The 402 of a declined card. Changes made before it are committed, because the failed charge did happen. */
export function cardError(
  decline: Decline,
  more: { payment_intent?: object; setup_intent?: object; payment_method?: object; charge?: string } = {},
): StripeError {
  return new StripeError(
    402,
    {
      type: 'card_error',
      code: decline.code,
      message: decline.message,
      ...(decline.decline_code && { decline_code: decline.decline_code }),
      ...more,
    },
    true,
  );
}
