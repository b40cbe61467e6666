import { Group, NumberInput, Select, TextInput } from '@mantine/core';
import { longestReleaseDays } from '@perennial/domain/learning';
import type { ReleaseRule } from './outline';

const modes = [
  { value: 'immediate', label: 'Immediately' },
  { value: 'after_enrolment', label: 'Some days after enrolment' },
  { value: 'on_date', label: 'On a date' },
  { value: 'after_previous', label: 'After the previous one' },
];

interface ReleaseFieldProps {
  readonly label: string;
  readonly value: ReleaseRule;
  readonly onChange: (rule: ReleaseRule) => void;
  readonly error?: string | undefined;
}

/** When a module or lesson opens. */
export function ReleaseField({ label, value, onChange, error }: ReleaseFieldProps) {
  const { localTime, basis } = value;
  const choose = (mode: string | null) => {
    const clock = { localTime, basis };
    if (mode === 'after_enrolment') onChange({ mode, days: 7, ...clock });
    else if (mode === 'after_previous') onChange({ mode, days: 0, ...clock });
    else if (mode === 'on_date') onChange({ mode, date: new Date().toISOString().slice(0, 10), ...clock });
    else onChange({ mode: 'immediate', ...clock });
  };
  return (
    <Group align="flex-end" gap="sm">
      <Select
        label={label}
        data={modes}
        value={value.mode}
        onChange={choose}
        error={error}
        w={260}
        comboboxProps={{ withinPortal: false }}
      />
      {(value.mode === 'after_enrolment' || value.mode === 'after_previous') && (
        <NumberInput
          label={value.mode === 'after_previous' ? 'Days later' : 'Days'}
          min={0}
          max={longestReleaseDays}
          allowDecimal={false}
          w={90}
          value={value.days}
          onChange={(days) => onChange({ ...value, days: typeof days === 'number' ? days : 0 })}
        />
      )}
      {value.mode === 'on_date' && (
        <TextInput
          label="Date"
          type="date"
          value={value.date}
          onChange={(event) => onChange({ ...value, date: event.currentTarget.value })}
        />
      )}
      {value.mode !== 'immediate' && (
        <>
          <TextInput
            label="At"
            type="time"
            value={localTime}
            onChange={(event) => onChange({ ...value, localTime: event.currentTarget.value || '00:00' })}
          />
          <Select
            label="Time zone"
            data={[
              { value: 'member', label: 'The member’s' },
              { value: 'school', label: 'The school’s' },
            ]}
            value={basis}
            onChange={(zone) => onChange({ ...value, basis: zone === 'school' ? 'school' : 'member' })}
            w={170}
            comboboxProps={{ withinPortal: false }}
          />
        </>
      )}
    </Group>
  );
}
