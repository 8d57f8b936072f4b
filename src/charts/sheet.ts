import type { Label } from '../domain/standard.js';

/** What a chart is drawn on. */
export interface Sheet {
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  readonly language: keyof Label;
}

/** `2026-07-01` as the axis shows it. */
export function monthName(month: string): string {
  return month.slice(0, 'YYYY-MM'.length);
}

/** Colours of the tiers as the standards name them, in tones that print well and stay apart in grey. */
const COLOURS: Readonly<Record<string, string>> = {
  green: '#4c9f70',
  blue: '#4a7fb5',
  yellow: '#e9c46a',
  orange: '#e08e45',
  red: '#c8553d',
  black: '#333333',
  grey: '#b8bcc2',
};
const NO_COLOUR = '#8d99ae';

/** A colour that no tone is kept for is no reason to draw nothing. */
export function toneOf(colour: string): string {
  return COLOURS[colour] ?? NO_COLOUR;
}

/** For series that have no colour of their own. */
export const TONES = ['#4a7fb5', '#e08e45', '#7a6c9d', '#4c9f70', '#c8553d', '#8d99ae'] as const;
