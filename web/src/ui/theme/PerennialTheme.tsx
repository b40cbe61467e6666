import '@fontsource-variable/inter';
import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import './base.css';
import { localStorageColorSchemeManager, MantineProvider, type MantineThemeOverride, mergeThemeOverrides } from '@mantine/core';
import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';
import type { ReactNode } from 'react';
import { surfaces, theme } from './tokens';

const schemes = localStorageColorSchemeManager({ key: 'perennial-colour-scheme' });

/** Theme, dialogs and messages around an app. `override` carries a school's own colour. */
export function PerennialTheme({ children, override }: { children: ReactNode; override?: MantineThemeOverride }) {
  return (
    <MantineProvider
      theme={override ? mergeThemeOverrides(theme, override) : theme}
      cssVariablesResolver={surfaces}
      colorSchemeManager={schemes}
      defaultColorScheme="auto"
    >
      <ModalsProvider>
        <Notifications position="bottom-center" limit={3} containerWidth={440} />
        {children}
      </ModalsProvider>
    </MantineProvider>
  );
}
