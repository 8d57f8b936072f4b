import { fallOutReasons, type FallOutReason } from '../../domain/screening.js';
import { type CreditFacts, READ_CREDIT_FACTS_OF_MANY } from '../../store/credit-checks.js';
import {
  COUNT_OUTCOMES,
  type DecidedSubject,
  type GroundedSubject,
  KEEP_DECIDED,
  type Ruling,
  SCREEN_STRETCH,
  type ScreeningGround,
  type ScreeningRow,
} from '../../store/screenings.js';
import { type Queryable, runOne } from '../../store/statement.js';
import { momentValues } from '../moment.js';
import { type CreditAnswer, decideAnswer } from './decide-answer.js';

/** A screening with what is the same for all its subjects. */
export interface ScreeningPlan {
  readonly screening: ScreeningRow;
  readonly rulings: readonly Ruling[];
}

/** After which subject a stretch begins and with which it ends. */
export interface StretchEnds {
  readonly after: string;
  readonly last: string;
}

/** So many files are in memory at once. */
const FILES_AT_ONCE = 2_000;

/**
 * Screens the subjects of the population in one stretch and keeps what became of each. Whoever has lists or records is answered by
 * the same rule as a check, from the same facts. Returns how many there were.
 */
export async function screenStretch(
  unit: Queryable,
  { screening, rulings }: ScreeningPlan,
  { after, last }: StretchEnds,
): Promise<number> {
  const { id, fieldCode, requirements, population } = screening;
  const [on, known] = momentOf(screening);
  const { regionCodes, industryCodes, categories, registeredFrom, registeredTo } = population;
  const { count, grounded, tally } = await runOne(unit, SCREEN_STRETCH, [
    ...[id, fieldCode, on, known, after, last],
    ...[requirements.grade?.sector ?? null, requirements.grade?.gradeCodes ?? [], JSON.stringify(rulings)],
    ...[regionCodes, industryCodes, categories, registeredFrom, registeredTo],
  ]);
  const counts = new OutcomeCounts();
  for (const { reasons, count: times } of tally) counts.add(reasons, times);
  for (let at = 0; at < grounded.length; at += FILES_AT_ONCE) {
    const decided = await decideEach(unit, screening, grounded.slice(at, at + FILES_AT_ONCE));
    await unit.run(KEEP_DECIDED, [id, JSON.stringify(decided)]);
    for (const { reasons } of decided) counts.add(reasons, 1);
  }
  await unit.run(COUNT_OUTCOMES, [id, counts.eligible, counts.fellOut, ...counts.reasons()]);
  return count;
}

function momentOf({ screenedOn, recordedAt }: ScreeningRow) {
  return momentValues(screenedOn, { validAt: screenedOn, knownAt: recordedAt });
}

async function decideEach(
  unit: Queryable,
  screening: ScreeningRow,
  subjects: readonly GroundedSubject[],
): Promise<DecidedSubject[]> {
  const codes = subjects.map(({ creditCode }) => creditCode);
  const values = [codes, screening.fieldCode, ...momentOf(screening)];
  const facts = await unit.run(READ_CREDIT_FACTS_OF_MANY, values);
  return subjects.map((subject, index) => decide(screening, subject, facts[index]));
}

function decide(
  { fieldCode, screenedOn: on, recordedAt: knownAt, requirements }: ScreeningRow,
  { id, creditCode, gradeCode }: GroundedSubject,
  facts: CreditFacts | undefined,
): DecidedSubject {
  if (facts?.subjectId !== id) throw new Error('The facts are not those of the subject.');
  const answer = decideAnswer(facts, { creditCode, fieldCode, on, knownAt });
  const reasons = fallOutReasons({ ...answer, gradeCode }, requirements);
  return {
    subjectId: id,
    outcome: reasons.length === 0 ? 'ELIGIBLE' : 'FELL_OUT',
    verdict: answer.verdict,
    gradeCode,
    reasons,
    grounds: groundsOf(answer),
  };
}

/** The lists and records that the verdict rests on. */
function groundsOf({ lists, records, listCodes, recordIds }: CreditAnswer): ScreeningGround[] {
  const entries = lists
    .filter(({ listCode }) => listCodes.includes(listCode))
    .map(
      ({ listCode, labelZh, labelEn, decisionNumber, organName, measures, objectedOn, repairAppliedOn }) => ({
        ...{
          listCode,
          recordId: null,
          labelZh,
          labelEn,
          documentNumber: decisionNumber,
          organName,
          measures,
        },
        ...{ objectedOn, repairAppliedOn },
      }),
    );
  const acts = records
    .filter(({ recordId }) => recordIds.includes(recordId))
    .map(({ recordId, labelZh, labelEn, documentNumber, organName, measures }) => ({
      ...{ listCode: null, recordId, labelZh, labelEn, documentNumber, organName, measures },
      ...{ objectedOn: null, repairAppliedOn: null },
    }));
  return [...entries, ...acts];
}

class OutcomeCounts {
  eligible = 0;
  fellOut = 0;
  readonly #byReason = new Map<FallOutReason, number>();

  add(reasons: readonly FallOutReason[], times: number): void {
    if (reasons.length === 0) this.eligible += times;
    else this.fellOut += times;
    for (const reason of reasons) this.#byReason.set(reason, (this.#byReason.get(reason) ?? 0) + times);
  }

  /** Reasons and their numbers. */
  reasons(): [FallOutReason[], number[]] {
    return [[...this.#byReason.keys()], [...this.#byReason.values()]];
  }
}
