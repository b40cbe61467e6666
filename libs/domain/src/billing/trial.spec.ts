import { describe, expect, it } from '@jest/globals';
import { trialDaysFor } from './trial.js';

const withTrial = { trialEndsAt: '2027-01-31T10:00:00.000Z' };
const withoutTrial = { trialEndsAt: null };

describe('the trial that somebody gets', () => {
  it('is what the plan offers, for a person who has had none', () => {
    expect(trialDaysFor(14, [])).toBe(14);
    expect(trialDaysFor(14, [withoutTrial, withoutTrial])).toBe(14);
  });

  it('does not exist for a person who has had one at the school', () => {
    expect(trialDaysFor(14, [withoutTrial, withTrial])).toBe(0);
  });

  it('is none where the plan offers none', () => {
    expect(trialDaysFor(0, [])).toBe(0);
  });
});
