import { groupOf, harmOf, isVeto, type RatedFile } from './better-grade.js';
import { roundHalfUp } from './decimal.js';
import { type Acting, type Earn, type EndRecord, eventOf, type Step } from './grade-step.js';
import { CapLadder } from './points.js';
import type { Rating } from './rating.js';

/** More in a row than any path has. */
const MOST_TIMES = 20;

/** What is looked for: a rank below `rank` as of the day of count. */
export interface Aim {
  readonly file: RatedFile;
  readonly acting: Acting;
  readonly rank: number;
}

/** What single acts lead to; equal ones become one step in the end. */
export interface Prospect {
  readonly acts: readonly Step[];
  readonly file: RatedFile;
  readonly rating: Rating;
}

/** An act that could be next. */
export interface Choice {
  readonly act: EndRecord | Earn;
  /** How often in a row it gains the same and is needed. */
  readonly times: number;
  /** How many of the direct rules that are in the way it weakens. */
  readonly vetoes: number;
  /** What it is thought to gain, in hundredths of a point of the score. */
  readonly gain: number;
  /** What its record takes before caps. */
  readonly harm: number;
}

/** What one more event of each gains under the caps of its own indicator. */
export function earningsOf(aim: Aim, way: Prospect, events: readonly Earn[]): Choice[] {
  const { file, acting } = aim;
  const days = new Map(way.file.records.map(({ id, occurredOn }) => [id, occurredOn]));
  const missing = missingPoints(aim, way);
  const choices = events.map((act): Choice => {
    const rule = acting.program.rules.find(({ code }) => code === act.indicatorCode);
    if (rule === undefined) throw new Error('An event has no rule');
    const earned = way.acts.filter((each) => each === act).length;
    const { occurredOn, memberId = null } = eventOf(act, earned, acting);
    const ladder = new CapLadder(rule);
    for (const reason of way.rating.reasons) {
      if (reason.indicatorCode !== rule.code || reason.memberId !== memberId) continue;
      ladder.add(reason.pointsBeforeCapHundredths, days.get(reason.recordId) ?? occurredOn);
    }
    const added = ladder.add(rule.pointsHundredths, occurredOn);
    const gain = -harmOf(file.standard, added) / shareOf(file, memberId);
    const most = gain > 0 ? Math.min(MOST_TIMES, Math.ceil(missing / gain)) : 1;
    let times = 1;
    for (; times < most; times++) {
      const another = eventOf(act, earned + times, acting);
      if (ladder.add(rule.pointsHundredths, another.occurredOn) !== added) break;
    }
    return { act, times, vetoes: 0, gain, harm: 0 };
  });
  return choices.filter(({ gain }) => gain > 0);
}

/** How far the score is from the nearest band that is better. */
export function missingPoints({ file, rank }: Aim, way: Prospect): number {
  const { bands, baseHundredths, direction } = file.standard;
  const score = baseHundredths + pointsIn(way);
  const missing = bands
    .filter(
      (band) =>
        band.rank < rank && (band.minHundredths === null || band.minHundredths !== band.maxHundredths),
    )
    .map(({ minHundredths, maxHundredths }) =>
      direction === 'HIGHER_IS_BETTER'
        ? (minHundredths ?? -Infinity) - score
        : score - (maxHundredths ?? Infinity) + 1,
    );
  return Math.min(...missing);
}

/** Ends of the records that count against the subject. Under a cap others move up: only what they do not fill is gained. */
export function endingsOf(aim: Aim, { file, rating }: Prospect): Choice[] {
  const { standard } = file;
  const endable = new Set(
    file.records.filter(({ occurredOn }) => occurredOn <= aim.acting.on).map(({ id }) => id),
  );
  const cuts = new Map<string, number>();
  for (const reason of rating.reasons) {
    const cut = Math.abs(reason.pointsBeforeCapHundredths) - Math.abs(reason.pointsHundredths);
    cuts.set(groupOf(reason), (cuts.get(groupOf(reason)) ?? 0) + cut);
  }
  const choices = new Map<string, Choice>();
  for (const reason of rating.reasons.filter(({ recordId }) => endable.has(recordId))) {
    const { recordId, indicatorCode, memberId, pointsBeforeCapHundredths } = reason;
    const harm = harmOf(standard, pointsBeforeCapHundredths);
    const gain = harm > 0 ? Math.max(0, harm - (cuts.get(groupOf(reason)) ?? 0)) : harm;
    const share = shareOf(file, memberId);
    const act = { kind: 'END_RECORD', recordId, indicatorCode, pointsHundredths: 0 } as const;
    const vetoes = isInTheWay(aim, reason.setsGrade) ? 1 : 0;
    const own = { act, times: 1, vetoes, gain: gain / share, harm: harm / share };
    choices.set(recordId, together(choices.get(recordId), own));
  }
  return [...choices.values()].filter(({ vetoes, harm }) => vetoes > 0 || harm > 0);
}

/** One record under two indicators; told under the one where it stands more in the way. */
function together(one: Choice | undefined, other: Choice): Choice {
  if (one === undefined) return other;
  const act = byWorth(one, other) > 0 ? other.act : one.act;
  const [vetoes, gain, harm] = [one.vetoes + other.vetoes, one.gain + other.gain, one.harm + other.harm];
  return { act, times: 1, vetoes, gain, harm };
}

/** For sorting: first what lifts most direct rules, then what gains most. */
export function byWorth(a: Choice, b: Choice): number {
  return b.vetoes - a.vetoes || b.gain - a.gain || b.harm - a.harm;
}

export function isInTheWay({ file, rank }: Aim, setsGrade: string | null): boolean {
  return isVeto(file.standard, rank, setsGrade);
}

/** All points before the score is held within its bounds: beyond them too, an act brings the better grade nearer. */
export function pointsIn({ file, rating }: Prospect): number {
  const sumOf = (isMember: boolean) =>
    rating.reasons
      .filter(({ memberId }) => (memberId !== null) === isMember)
      .reduce((sum, { pointsHundredths }) => sum + pointsHundredths, 0);
  return sumOf(false) + roundHalfUp(sumOf(true), shareOf(file, 'any member'));
}

/** Among how many the points of a member are shared out. */
function shareOf({ standard, memberCount = 0 }: RatedFile, memberId: string | null): number {
  return memberId !== null && standard.members === 'MEAN' ? Math.max(1, memberCount) : 1;
}
