const suffix = ', %';

/** Whether the values of a field are percentages: its label says so at the end, as in "Course progress, %". */
export const isPercent = (label: string): boolean => label.endsWith(suffix);

/** The label of a field for a text in which its values have their percent sign. */
export const withoutPercent = (label: string): string => (isPercent(label) ? label.slice(0, -suffix.length) : label);
