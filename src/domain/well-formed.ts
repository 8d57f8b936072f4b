import { isCivilDate } from './civil-date.js';
import type { Label, Source } from './standard.js';

// Rules are read from files that people edit, so a whole part may be absent whatever the types say.

export const isNamed = (text: string | undefined): boolean => text !== undefined && text.trim() !== '';

export const isLabelled = (label: Label | undefined): boolean => isNamed(label?.zh) && isNamed(label?.en);

export const isSourced = (source: Source | undefined): boolean =>
  source !== undefined &&
  isNamed(source.instrument) &&
  'LSKD'.includes(source.mark) &&
  isCivilDate(source.checkedOn);

/** A whole number of at least one. */
export const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 1;

/** Values that stand in a list more than once. */
export function repeated(values: readonly string[]): string[] {
  return [...new Set(values.filter((value, at) => values.indexOf(value) !== at))];
}
