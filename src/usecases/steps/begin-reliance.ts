import type { CivilDate } from '../../domain/civil-date.js';
import type { CheckRow } from '../../store/credit-checks.js';
import type { Unit } from '../../store/door.js';
import {
  BEGIN_RELIANCE,
  END_RELIANCE,
  GO_ON_RELYING,
  LOCK_RELIANCE_OF_MATTER,
  type NewReliance,
} from '../../store/reliances.js';
import { actorOf, type Context } from '../context.js';
import { answerOfCheck } from './answer-of-check.js';
import { substanceOfFacts } from './substance-of-facts.js';

interface Beginning {
  readonly begunBy: NewReliance['begunBy'];
  readonly untilOn: CivilDate | null;
}

/**
 * From now on the office relies on the answer of a check (采信) and is told when it would be another one. In one matter it relies on one answer
 * about a subject and field: a later check takes the place of an earlier one, never the other way round. Answers whether it relies on this check now.
 */
export async function beginReliance(
  context: Context,
  unit: Unit,
  check: CheckRow,
  { begunBy, untilOn }: Beginning,
): Promise<boolean> {
  const { officeId, officerId } = actorOf(context);
  const { id: checkId, creditCode, fieldCode, matter } = check;
  const [held] = await unit.run(LOCK_RELIANCE_OF_MATTER, [officeId, matter, fieldCode, creditCode]);
  if (held?.checkId === checkId) {
    await unit.run(GO_ON_RELYING, [held.id, untilOn, begunBy]);
    return true;
  }
  // Ids grow with time.
  if (held !== undefined && held.checkId > checkId) return false;
  if (held !== undefined) await unit.run(END_RELIANCE, [held.id, 'REPLACED']);
  const answer = answerOfCheck(check);
  const { subjectId, on } = answer;
  const told = substanceOfFacts(answer, { creditCode, fieldCode, on });
  const begun: NewReliance = {
    ...{ id: context.newId(), checkId, officeId, officerId, subjectId, creditCode, fieldCode, matter },
    ...{ begunBy, untilOn, told },
  };
  await unit.run(BEGIN_RELIANCE, [JSON.stringify(begun)]);
  return true;
}
