import { NumberInput, type NumberInputProps } from '@mantine/core';
import { useState } from 'react';
import { currencySign, fieldAmount, minorDigits, readAmount } from '../values/money';

interface MoneyInputProps extends Omit<NumberInputProps, 'value' | 'onChange' | 'defaultValue'> {
  /** Minor units; null for nothing. */
  readonly value?: number | null;
  readonly onChange?: (value: number | null) => void;
  readonly currency: string;
}

/** An amount, typed as people write it and kept in minor units. */
export function MoneyInput({ value = null, onChange, onBlur, currency, ...props }: MoneyInputProps) {
  // "19." and "19.50" are amounts in the making: what was typed stays as long as it means the value.
  const [typed, setTyped] = useState<number | string>('');
  const kept = readAmount(typed, currency) === value;
  return (
    <NumberInput
      {...props}
      value={kept ? typed : fieldAmount(value, currency)}
      onChange={(next) => {
        setTyped(next);
        onChange?.(readAmount(next, currency));
      }}
      onBlur={(event) => {
        setTyped('');
        onBlur?.(event);
      }}
      decimalScale={minorDigits(currency)}
      allowNegative={false}
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
