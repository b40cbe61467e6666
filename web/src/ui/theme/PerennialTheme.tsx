import '@fontsource-variable/inter';
import '@mantine/core/styles.layer.css';
import './base.css';
import { localStorageColorSchemeManager, MantineProvider, type MantineThemeOverride, mergeThemeOverrides } from '@mantine/core';
import type { ReactNode } from 'react';
import { ToastArea } from '../feedback/ToastArea';
import { surfaces, theme } from './tokens';

const schemes = localStorageColorSchemeManager({ key: 'perennial-colour-scheme' });

/** Theme and messages around an app. `override` carries a school's own colour. */
export function PerennialTheme({ children, override }: { children: ReactNode; override?: MantineThemeOverride }) {
  return (
    <MantineProvider
      theme={override ? mergeThemeOverrides(theme, override) : theme}
      cssVariablesResolver={surfaces}
      colorSchemeManager={schemes}
      defaultColorScheme="auto"
    >
      <ToastArea />
      {children}
    </MantineProvider>
  );
}
