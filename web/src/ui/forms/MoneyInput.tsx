import { NumberInput, type NumberInputProps } from '@mantine/core';
import { currencySign, minorDigits, toMajor, toMinor } from '../values/money';

interface MoneyInputProps extends Omit<NumberInputProps, 'value' | 'onChange' | 'defaultValue'> {
  /** Minor units; null for nothing. */
  readonly value?: number | null;
  readonly onChange?: (value: number | null) => void;
  readonly currency: string;
}

/** An amount, typed as people write it and kept in minor units. */
export function MoneyInput({ value, onChange, currency, ...props }: MoneyInputProps) {
  return (
    <NumberInput
      {...props}
      value={value === null || value === undefined ? '' : toMajor(value, currency)}
      onChange={(typed) => onChange?.(typeof typed === 'number' ? toMinor(typed, currency) : null)}
      decimalScale={minorDigits(currency)}
      min={0}
      hideControls
      leftSection={currencySign(currency)}
      rightSection={
        <span aria-hidden style={{ fontSize: '0.75rem', color: 'var(--mantine-color-dimmed)' }}>
          {currency.toUpperCase()}
        </span>
      }
      rightSectionWidth={48}
      rightSectionPointerEvents="none"
    />
  );
}
