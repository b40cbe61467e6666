import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';
import { optionsFilter } from '../forms/options-filter';

/** Evergreen: the one accent. Index 7 carries white text in light, 6 in dark. */
const pine: MantineColorsTuple = [
  '#edf6f2',
  '#d7ebe2',
  '#b0d7c6',
  '#82bfa6',
  '#56a588',
  '#378c70',
  '#24775d',
  '#1a624d',
  '#144e3d',
  '#0e3a2e',
];
/** Warm neutrals, so that large calm areas do not look blue. */
const gray: MantineColorsTuple = [
  '#fafaf9',
  '#f4f4f2',
  '#eaeae7',
  '#dedeDA',
  '#c8c8c3',
  '#a2a29c',
  '#696964',
  '#52524e',
  '#353532',
  '#1d1d1b',
];
const dark: MantineColorsTuple = [
  '#e9e9e7',
  '#cfcfcc',
  '#a5a5a1',
  '#7f7f7b',
  '#3b3b3a',
  '#2e2e2d',
  '#222221',
  '#181817',
  '#121211',
  '#0c0c0b',
];

/** Colours of the families of canvas cards; each is legible as text on its own tint in both schemes. */
export const familyColours = {
  when: { light: '#4a4fc4', dark: '#a5a9ff' },
  wait: { light: '#955708', dark: '#f0b860' },
  decide: { light: '#8a3ba8', dark: '#dd9df5' },
  act: { light: '#1a624d', dark: '#6fd0ac' },
  end: { light: '#5a5a56', dark: '#b5b5b0' },
} as const;

/** Lines between the cards of a canvas, and the dots at their ends. They carry meaning, so they need 3:1 (WCAG 1.4.11). */
export const connectionColours = { light: '#85857f', dark: '#74746f' } as const;

export const motion = { fast: '120ms', calm: '200ms', ease: 'cubic-bezier(0.2, 0, 0, 1)' } as const;

/** Every decision about look. Components name these and never a value of their own. */
export const theme = createTheme({
  primaryColor: 'pine',
  primaryShade: { light: 7, dark: 6 },
  colors: { pine, gray, dark },
  white: '#ffffff',
  black: '#1d1d1b',
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, monospace',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.5', lg: '1.55', xl: '1.5' },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.375rem', lineHeight: '1.3' },
      h2: { fontSize: '1.0625rem', lineHeight: '1.4' },
      h3: { fontSize: '0.9375rem', lineHeight: '1.45' },
      h4: { fontSize: '0.875rem', lineHeight: '1.5' },
    },
  },
  defaultRadius: 'md',
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '16px' },
  spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.5rem', xl: '2.5rem' },
  shadows: {
    xs: '0 1px 2px rgb(20 20 18 / 5%)',
    sm: '0 1px 3px rgb(20 20 18 / 8%), 0 1px 2px rgb(20 20 18 / 5%)',
    md: '0 4px 16px rgb(20 20 18 / 9%), 0 1px 3px rgb(20 20 18 / 6%)',
    lg: '0 12px 32px rgb(20 20 18 / 14%)',
  },
  respectReducedMotion: true,
  cursorType: 'pointer',
  focusRing: 'auto',
  components: {
    Button: { defaultProps: { fw: 500 } },
    Title: { styles: { root: { letterSpacing: '-0.012em', textWrap: 'balance' } } },
    Modal: {
      defaultProps: {
        centered: true,
        overlayProps: { backgroundOpacity: 0.35, blur: 1 },
        closeButtonProps: { 'aria-label': 'Close' },
      },
    },
    // A menu must not contain the placeholder element, because role `menu` allows only items.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': 'Dismiss' } } },
    // A dialog is a sibling of the page, so its header would count as a second banner.
    ModalHeader: { defaultProps: { role: 'presentation' } },
    DrawerHeader: { defaultProps: { role: 'presentation' } },
    Drawer: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } },
    ColorInput: { defaultProps: { eyeDropperButtonProps: { 'aria-label': 'Pick a colour from the screen' } } },
    Tooltip: { defaultProps: { openDelay: 250, withArrow: false } },
    InputWrapper: { defaultProps: { inputWrapperOrder: ['label', 'description', 'input', 'error'] } },
    Select: {
      defaultProps: { allowDeselect: false, checkIconPosition: 'right', filter: optionsFilter, selectFirstOptionOnChange: true },
    },
    MultiSelect: { defaultProps: { filter: optionsFilter, selectFirstOptionOnChange: true } },
    TagsInput: { defaultProps: { filter: optionsFilter } },
    SegmentedControl: { defaultProps: { withItemsBorders: false } },
  },
});

/** Our own names for surfaces, beside those of the component library. */
export const surfaces: CSSVariablesResolver = (current) => ({
  variables: {
    '--p-motion-fast': motion.fast,
    '--p-motion-calm': motion.calm,
    '--p-ease': motion.ease,
  },
  light: {
    '--p-page': current.colors.gray?.[0] ?? '',
    '--p-surface': '#ffffff',
    '--p-sunken': current.colors.gray?.[1] ?? '',
    '--p-hover': 'rgb(29 29 27 / 4.5%)',
    '--p-line': current.colors.gray?.[2] ?? '',
    '--p-line-strong': current.colors.gray?.[3] ?? '',
    '--p-connection': connectionColours.light,
    '--mantine-color-dimmed': current.colors.gray?.[6] ?? '',
    '--mantine-color-body': current.colors.gray?.[0] ?? '',
    '--mantine-color-default-border': current.colors.gray?.[3] ?? '',
    '--mantine-color-placeholder': '#73736e',
    '--mantine-color-error': '#b3261e',
    '--mantine-color-yellow-light': '#fdf3e2',
    '--mantine-color-yellow-light-color': '#7a4a06',
    '--mantine-color-red-light': '#fcefed',
    '--mantine-color-red-light-color': '#a3211a',
    '--mantine-color-red-filled': '#b3261e',
    '--mantine-color-red-filled-hover': '#96201a',
    ...families('light'),
  },
  dark: {
    '--p-page': current.colors.dark?.[8] ?? '',
    '--p-surface': current.colors.dark?.[7] ?? '',
    '--p-sunken': current.colors.dark?.[6] ?? '',
    '--p-hover': 'rgb(255 255 255 / 6%)',
    '--p-line': current.colors.dark?.[5] ?? '',
    '--p-line-strong': current.colors.dark?.[4] ?? '',
    '--p-connection': connectionColours.dark,
    '--mantine-color-dimmed': current.colors.dark?.[2] ?? '',
    '--mantine-color-body': current.colors.dark?.[8] ?? '',
    '--mantine-color-default': current.colors.dark?.[7] ?? '',
    '--mantine-color-default-border': current.colors.dark?.[4] ?? '',
    '--mantine-color-placeholder': '#8d8d88',
    '--mantine-color-error': '#ff8a80',
    '--mantine-color-yellow-light': '#35280f',
    '--mantine-color-yellow-light-color': '#f5cf8f',
    '--mantine-color-red-light': '#381a17',
    '--mantine-color-red-light-color': '#ffb4ab',
    '--mantine-color-red-filled': '#b8352c',
    '--mantine-color-red-filled-hover': '#c8443a',
    '--mantine-color-anchor': current.colors[current.primaryColor]?.[3] ?? '',
    ...families('dark'),
  },
});

function families(scheme: 'light' | 'dark'): Record<string, string> {
  return Object.fromEntries(Object.entries(familyColours).map(([family, colour]) => [`--p-${family}`, colour[scheme]]));
}
