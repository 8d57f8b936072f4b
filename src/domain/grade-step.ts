import type { RatedFile } from './better-grade.js';
import { addDays, type CivilDate, daysBetween } from './civil-date.js';
import type { RatedRecord } from './rating.js';
import { programOf, type RatingProgram } from './rating-program.js';
import { nextSettlement } from './settlement.js';
import type { Standard } from './standard.js';

/** One whole unit of an amount, in its hundredths. */
const ONE_UNIT = 100;
const ONE_MEMBER_MORE = 'one member more';
const BLANK: Pick<RatedRecord, 'endedOn' | 'withdrawn' | 'amountHundredths' | 'memberId'> = {
  endedOn: null,
  withdrawn: false,
  amountHundredths: null,
  memberId: null,
};

/** Rectify, repair or perform what the record is about: it lifts a direct rule, or gives points back. */
export interface EndRecord {
  readonly kind: 'END_RECORD';
  readonly recordId: string;
  /** The indicator under which the record stands most in the way. */
  readonly indicatorCode: string;
  readonly pointsHundredths: number;
}

/** So many new events of an indicator; under AMOUNT so many whole units. */
export interface Earn {
  readonly kind: 'EARN';
  readonly indicatorCode: string;
  readonly recordType: string;
  readonly count: number;
  readonly pointsHundredths: number;
}

/** Have somebody look, who leaves a record of one of these types and finds nothing that counts otherwise. */
export interface BeLookedAt {
  readonly kind: 'BE_LOOKED_AT';
  readonly recordTypes: readonly string[];
}

/** `pointsHundredths`: what the step adds to all points after the ones before it, caps included; below 0 where less is better. */
export type Step = EndRecord | Earn | BeLookedAt;

/** The day on which steps are taken, and the standard made ready for the day as of whose end they count. */
export interface Acting {
  readonly on: CivilDate;
  readonly program: RatingProgram;
}

/** Acts of the day `on` and after it count today, or on the next day on which the standard settles. */
export function actingOn(standard: Standard, on: CivilDate): Acting {
  return { on, program: programOf(standard, nextSettlement(standard.settlement ?? 'AT_ONCE', on) ?? on) };
}

/** The file as it will be when the steps have been taken: what is ended has ended on the day of acting, what is earned has come since. */
export function fileAfterSteps(file: RatedFile, steps: readonly Step[], acting: Acting): RatedFile {
  const ended = new Set(steps.flatMap((step) => (step.kind === 'END_RECORD' ? [step.recordId] : [])));
  const { on } = acting;
  const kept = file.records.map((record) => (ended.has(record.id) ? { ...record, endedOn: on } : record));
  return { ...file, records: [...kept, ...steps.flatMap((step) => newRecords(step, acting))] };
}

function newRecords(step: Step, acting: Acting): RatedRecord[] {
  switch (step.kind) {
    case 'END_RECORD':
      return [];
    case 'BE_LOOKED_AT':
      return step.recordTypes
        .slice(0, 1)
        .map((type) => ({ ...BLANK, id: 'looked at', type, occurredOn: acting.program.asOf }));
    case 'EARN':
      return Array.from({ length: step.count }, (_, at) => eventOf(step, at, acting));
  }
}

/**
 * Event number `at` of a step: one a day, because caps may be of a day, from the last day that counts back to the first, and
 * over again. In a household it is one of one member more, which counts for no more than one of the household itself: so the
 * path holds for whoever acts.
 */
export function eventOf(step: Earn, at: number, { on, program }: Acting): RatedRecord {
  const { asOf, members, rules } = program;
  const rule = rules.find(({ code }) => code === step.indicatorCode);
  const sinceOn = rule?.sinceOn ?? on;
  const days = daysBetween(sinceOn > on ? sinceOn : on, asOf) + 1;
  return {
    ...BLANK,
    id: `earned ${step.indicatorCode} ${step.recordType} ${at}`,
    type: step.recordType,
    occurredOn: addDays(asOf, -(at % days)),
    amountHundredths: rule?.per === 'AMOUNT' ? ONE_UNIT : null,
    memberId: members === null ? null : ONE_MEMBER_MORE,
  };
}

/** Equal acts as one step, where the first of them stood. */
export function asSteps(acts: readonly Step[]): Step[] {
  const steps = new Map<string, Step>();
  for (const [at, act] of acts.entries()) {
    const key = act.kind === 'EARN' ? `${act.indicatorCode} ${act.recordType}` : String(at);
    const former = steps.get(key);
    const isMore = former?.kind === 'EARN' && act.kind === 'EARN';
    steps.set(key, isMore ? { ...act, count: former.count + act.count } : act);
  }
  return [...steps.values()];
}
