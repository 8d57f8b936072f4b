import { firstBetterDay, harmOf, rankOf, type RatedFile, ratingOf } from './better-grade.js';
import type { CivilDate } from './civil-date.js';
import { type Acting, actingOn, asSteps, type Earn, fileAfterSteps, type Step } from './grade-step.js';
import type { RatedRecord } from './rating.js';
import type { Indicator } from './standard.js';
import {
  type Aim,
  byWorth,
  earningsOf,
  endingsOf,
  isInTheWay,
  missingPoints,
  pointsIn,
  type Prospect,
} from './worth-of-acts.js';

/* Limits of the search, so that no file however long can hold it up; neither decides a grade. */
const MOST_ACTS = 20;
const MOST_TRIES = 40;

export interface PathToNextGrade {
  /** The grade that the steps bring; without steps the one that waiting brings; without either the next better one. */
  readonly targetGrade: string;
  /** Empty: waiting brings a better grade by `stepsCountOn` anyhow, or no path of at most twenty acts was found. */
  readonly steps: readonly Step[];
  /** The day as of whose end the steps bring the grade: today, or the next day on which the standard settles. */
  readonly stepsCountOn: CivilDate;
  /** The first later day with a better grade if nothing new happens; null: none within five years. */
  readonly waitUntil: CivilDate | null;
  readonly waitGrade: string | null;
}

/**
 * The way from the grade that the standard indicates on the day `on` to a better one. Null: the subject is not rated, or has
 * the best grade.
 *
 * Direct rules that stand in the way are lifted first; then come the acts that gain most, or a direct rule that keeps a better
 * grade where that takes fewer. So the path need not be the shortest there is, but `rate` has found the better grade at its end,
 * and no act of it can be left out. Whether the better grade then takes effect at once is for `gradeInEffect` to say.
 * Source: that a subject is told how to improve [K]; the way of searching [D].
 */
export function pathToNextGrade(file: RatedFile, on: CivilDate): PathToNextGrade | null {
  const { standard } = file;
  const today = ratingOf(file, on);
  const rank = rankOf(standard, today.gradeCode);
  const [next] = standard.bands.filter((band) => band.rank < rank).sort((a, b) => b.rank - a.rank);
  if (today.basis === 'NOT_RATED' || next === undefined) return null;
  const acting = actingOn(standard, on);
  const records = file.records.filter((record) => mayCount(record, acting));
  const aim = { file: { ...file, records }, acting, rank };
  const way = byActing(aim);
  const waiting = firstBetterDay(file, on, rank);
  return {
    targetGrade: way?.rating.gradeCode ?? waiting?.gradeCode ?? next.code,
    steps: way === null ? [] : withPoints(aim, way.acts),
    stepsCountOn: acting.program.on,
    waitUntil: waiting?.on ?? null,
    waitGrade: waiting?.gradeCode ?? null,
  };
}

/** Whether a record can matter on the day of count. The others are left out, so that a long history costs nothing. */
function mayCount({ type, occurredOn, endedOn, withdrawn }: RatedRecord, { program }: Acting): boolean {
  if (withdrawn || occurredOn > program.asOf) return false;
  if (program.exemptions.includes(type) || program.evidence?.includes(type) === true) return true;
  const isOver = endedOn !== null && endedOn <= program.on;
  return (
    !isOver &&
    program.rules.some(
      ({ recordTypes, sinceOn }) => recordTypes.includes(type) && (sinceOn === null || sinceOn <= occurredOn),
    )
  );
}

function byActing(aim: Aim): Prospect | null {
  const untouched = prospectOf(aim, []);
  if (isBetter(aim, untouched) || untouched.rating.basis === 'NOT_RATED') return null;
  const free = withoutVetoes(aim, untouched);
  if (free === null) return null;
  const ways = [byPoints(aim, free), byFloor(aim, free)].filter((way) => way !== null);
  const [shortest] = ways.sort((a, b) => a.acts.length - b.acts.length);
  return shortest === undefined ? null : withoutSurplus(aim, shortest);
}

/** By a record of evidence: of the types that lead to the best grade that one look can lead to. */
function byBeingLookedAt(aim: Aim, { acts, rating }: Prospect): Prospect | null {
  if (rating.basis !== 'BY_DEFAULT') return null;
  const { standard } = aim.file;
  const lookOf = (...recordTypes: string[]): Step => ({ kind: 'BE_LOOKED_AT', recordTypes });
  const looks = (standard.byDefault?.evidence ?? [])
    .map((type) => ({ type, ...prospectOf(aim, [...acts, lookOf(type)]) }))
    .filter((look) => isBetter(aim, look));
  const rankOfLook = (look: Prospect) => rankOf(standard, look.rating.gradeCode);
  const least = Math.min(...looks.map(rankOfLook));
  const best = looks.filter((look) => rankOfLook(look) === least);
  return best[0] === undefined
    ? null
    : { ...best[0], acts: [...acts, lookOf(...best.map(({ type }) => type))] };
}

/** Ends records until no direct rule stands in the way; null: they cannot be ended, or are too many. */
function withoutVetoes(aim: Aim, from: Prospect): Prospect | null {
  let way = from;
  while (way.rating.reasons.some(({ setsGrade }) => isInTheWay(aim, setsGrade))) {
    const [first] = endingsOf(aim, way).sort(byWorth);
    if (first === undefined || first.vetoes === 0 || way.acts.length >= MOST_ACTS) return null;
    way = prospectOf(aim, [...way.acts, first.act]);
  }
  return way;
}

/** By events of an indicator that keeps a better grade. */
function byFloor(aim: Aim, from: Prospect): Prospect | null {
  const { standard } = aim.file;
  const isFloor = ({ keepsGrade }: Indicator) => rankOf(standard, keepsGrade ?? null) < aim.rank;
  const floors = standard.indicators.filter(isFloor);
  const needed = Math.max(0, ...floors.map(({ minCount = 1 }) => minCount));
  const acts = floors.flatMap((floor) => eventsToEarn(aim, floor));
  for (let count = 1; count <= Math.min(needed, MOST_ACTS - from.acts.length); count++) {
    for (const act of acts) {
      const way = prospectOf(aim, [...from.acts, ...Array.from({ length: count }, () => act)]);
      if (isBetter(aim, way)) return way;
    }
  }
  return null;
}

/**
 * By points, the largest gain first, or by a look where nobody has looked yet or nothing counts any more. Records under a cap are
 * ended even where the first of them gains nothing; an event that gains nothing is not tried again.
 */
function byPoints(aim: Aim, from: Prospect): Prospect | null {
  const { standard } = aim.file;
  const good = standard.indicators.filter(({ pointsHundredths }) => harmOf(standard, pointsHundredths) < 0);
  const events = new Set(good.flatMap((indicator) => eventsToEarn(aim, indicator)));
  let way = from;
  for (let tries = 0; tries < MOST_TRIES && !isBetter(aim, way); tries++) {
    const looked = byBeingLookedAt(aim, way);
    if (looked !== null) return looked;
    const choices = [...endingsOf(aim, way), ...earningsOf(aim, way, [...events])].sort(byWorth);
    const most = Math.max(...choices.map(({ gain, harm }) => Math.max(gain, harm)));
    const [first] = choices;
    // Far below the better grade it is quickly seen that twenty acts cannot reach it.
    const isHopeless = missingPoints(aim, way) > most * (MOST_ACTS - way.acts.length);
    if (first === undefined || isHopeless || way.acts.length + first.times > MOST_ACTS) return null;
    const { act, times } = first;
    const next = prospectOf(aim, [...way.acts, ...Array.from({ length: times }, () => act)]);
    const isVain = harmOf(standard, pointsIn(next) - pointsIn(way)) >= 0;
    if (act.kind === 'EARN' && isVain && !isBetter(aim, next)) events.delete(act);
    else way = next;
  }
  return isBetter(aim, way) ? way : null;
}

/** Leaves out every act that the better grade does not need, the last first: they gain least. */
function withoutSurplus(aim: Aim, way: Prospect): Prospect {
  const needed = way.acts.reduceRight((kept, act, at) => {
    // One of equal acts is as needed as the other.
    if (kept.acts[at + 1] === act) return kept;
    const fewer = prospectOf(aim, kept.acts.toSpliced(at, 1));
    return isBetter(aim, fewer) ? fewer : kept;
  }, way);
  // What was needed to make up for an act that is gone may be needed no more.
  return needed.acts.length < way.acts.length ? withoutSurplus(aim, needed) : needed;
}

/** One event of each type of an indicator that does not itself keep the subject from being rated, or rated better. */
function eventsToEarn(aim: Aim, { code, recordTypes }: Indicator): Earn[] {
  const { indicators, notRated } = aim.file.standard;
  const vetoes = indicators.filter(({ setsGrade = null }) => isInTheWay(aim, setsGrade));
  const barred = [...vetoes, ...(notRated ? [notRated] : [])].flatMap((each) => each.recordTypes);
  const free = recordTypes.filter((type) => !barred.includes(type));
  const event = { kind: 'EARN', indicatorCode: code, count: 1, pointsHundredths: 0 } as const;
  return free.map((recordType) => ({ ...event, recordType }));
}

function isBetter({ file, rank }: Aim, { rating }: Prospect): boolean {
  return rankOf(file.standard, rating.gradeCode) < rank;
}

function prospectOf({ file, acting }: Aim, acts: readonly Step[]): Prospect {
  const changed = fileAfterSteps(file, asSteps(acts), acting);
  return { acts, file: changed, rating: ratingOf(changed, acting.program.on) };
}

function withPoints(aim: Aim, acts: readonly Step[]): Step[] {
  const steps = asSteps(acts);
  const points = [...steps, null].map((_, at) => pointsIn(prospectOf(aim, steps.slice(0, at))));
  return steps.map((step, at) => {
    const pointsHundredths = (points[at + 1] ?? 0) - (points[at] ?? 0);
    return step.kind === 'BE_LOOKED_AT' ? step : { ...step, pointsHundredths };
  });
}
