import { DomainError } from './refusal.js';
import { parseText } from './text.js';

const MOST_DICE = 200;
const MOST_TEXT = 500;

/**
 * The throws of one officer, as digits from 1 to 6: spaces between them are left out.
 * Throws INVALID_TEXT when there are fewer than `each`, or anything else stands there.
 */
export function parseDice(text: string, each: number, field: readonly string[]): string {
  const rolls = text.replaceAll(/[\s,]/g, '');
  if (!/^[1-6]+$/.test(rolls) || rolls.length < each || rolls.length > MOST_DICE)
    throw new DomainError('INVALID_TEXT', { field, facts: { least: each, most: MOST_DICE } });
  return rolls;
}

/** A value as it was published, in the one form in which two people type the same: NFC, no white space around it. */
export function parseBeaconValue(text: string, field: readonly string[]): string {
  const value = parseText(text.normalize('NFC').trim(), { field, max: MOST_TEXT });
  if (/[\r\n]/.test(value)) throw new DomainError('INVALID_TEXT', { field });
  return value;
}

/** All throws as they enter the transcript, by the numbers of the officers. */
export function diceText(rolls: readonly { readonly place: number; readonly value: string }[]): string {
  return [...rolls]
    .sort((a, b) => a.place - b.place)
    .map(({ place, value }) => `${place}:${value}`)
    .join(';');
}

export function beaconText({ source, valueOn, value }: { source: string; valueOn: string; value: string }) {
  return `${source}|${valueOn}|${value}`;
}
