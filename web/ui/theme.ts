/** The look, as data: the build turns it into CSS variables, and Mantine's components read the rest. */
import type { MantineThemeOverride } from '@mantine/core'

const system = 'ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif'

export const theme = {
  primaryColor: 'pine',
  primaryShade: { light: 7, dark: 6 },
  // Text on a filled surface turns black where white would be too faint, as on amber.
  autoContrast: true,
  luminanceThreshold: 0.32,
  colors: {
    pine: [
      '#eaf5f1',
      '#d3e9e1',
      '#a6d3c4',
      '#7cc4ad',
      '#4ca58a',
      '#2c8e72',
      '#1a775e',
      '#0f634d',
      '#0a4f3d',
      '#063b2d',
    ],
    amber: [
      '#fdf5e4',
      '#f9e8c3',
      '#f2d38c',
      '#ebbe57',
      '#e3a63b',
      '#c98a1e',
      '#a36d12',
      '#84570d',
      '#674409',
      '#4a3006',
    ],
    gray: [
      '#f7f5f1',
      '#eeebe4',
      '#e1ddd3',
      '#cfcabe',
      '#b1aca0',
      '#8a877d',
      '#63635b',
      '#4a4c46',
      '#313630',
      '#1c2320',
    ],
    dark: [
      '#dfe6e2',
      '#b4c0ba',
      '#93a09a',
      '#5d6a64',
      '#37443e',
      '#2a3530',
      '#1c2521',
      '#131a17',
      '#0e1412',
      '#090d0b',
    ],
  },
  black: '#1c2320',
  fontFamily: system,
  headings: { fontFamily: system, fontWeight: '650' },
  defaultRadius: 'md',
  radius: { xs: '4px', sm: '7px', md: '11px', lg: '16px', xl: '24px' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    // The lock of the scrolling would write a style into the page; styles.css does it.
    Modal: { defaultProps: { lockScroll: false, centered: true } },
    Drawer: { defaultProps: { lockScroll: false } },
    TextInput: { defaultProps: { size: 'md' } },
    PasswordInput: { defaultProps: { size: 'md' } },
    Select: { defaultProps: { size: 'md', allowDeselect: false } },
    Textarea: { defaultProps: { size: 'md' } },
    NumberInput: { defaultProps: { size: 'md' } },
  },
} satisfies MantineThemeOverride
