import { UnstyledButton } from '@mantine/core';
import classes from './Forecast.module.css';
import { dayText, type ForecastDay, type Measure, measureLabels, partsOf, rangeText, tickText } from './forecast';

interface DayChartProps {
  readonly days: readonly ForecastDay[];
  readonly measure: Measure;
  readonly spikes: readonly string[];
  readonly selected: string | null;
  readonly onSelect: (day: string | null) => void;
}

/** A bar for each day: what is certain, and above it what a condition decides. Each bar is a button. */
export function DayChart({ days, measure, spikes, selected, onSelect }: DayChartProps) {
  const parts = days.map((day) => partsOf(measure, day));
  const highest = Math.max(1, ...parts.map(({ certain, possible }) => certain + possible));
  const percent = (count: number) => `${(count / highest) * 100}%`;
  const every = days.length > 7 ? 5 : 1;
  return (
    <ul className={classes.chart} aria-label={`${measureLabels[measure]} per day`} data-many={days.length > 7 || undefined}>
      {days.map(({ day }, index) => {
        const { certain, possible } = parts[index] ?? { certain: 0, possible: 0 };
        const isSpike = spikes.includes(day) && measure === 'emails';
        return (
          <li key={day} className={classes.column}>
            <UnstyledButton
              className={classes.day}
              aria-pressed={day === selected}
              aria-label={`${dayText(day)}: ${rangeText({ certain, possible })}${isSpike ? ', far more than on other days' : ''}`}
              title={`${dayText(day)}: ${rangeText({ certain, possible })}`}
              onClick={() => onSelect(day === selected ? null : day)}
            >
              {days.length <= 7 && (
                <span className={classes.count}>{certain + possible > 0 && rangeText({ certain, possible })}</span>
              )}
              <span className={classes.bars} data-spike={isSpike || undefined}>
                <span className={classes.possible} style={{ height: percent(possible) }} />
                <span className={classes.certain} style={{ height: percent(certain) }} />
              </span>
              <span className={classes.tick} aria-hidden>
                {(index % every === 0 || day.endsWith('-01')) && tickText(day, index === 0)}
              </span>
            </UnstyledButton>
          </li>
        );
      })}
    </ul>
  );
}
