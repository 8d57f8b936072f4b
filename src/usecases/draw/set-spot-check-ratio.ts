import { parseCivilDate } from '../../domain/civil-date.js';
import { parseDecimal } from '../../domain/decimal.js';
import { DomainError } from '../../domain/refusal.js';
import { parseText } from '../../domain/text.js';
import { ENTERPRISE_RISK_SECTOR } from '../../domain/sectors.js';
import { ADD_RATIO } from '../../store/spot-checks.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';

export interface SetSpotCheckRatioInput extends ActInput {
  readonly classCode: string;
  /** Per cent with up to two places, above 0 and at most 100. */
  readonly ratioPercent: string;
  readonly validFrom: string;
  readonly reason: string;
}

const WHOLE_BASIS_POINTS = 10_000;

/**
 * Sets the spot-check ratio (抽查比例) of a risk class from a day on in the jurisdiction of the office, with a reason. A dated row is added and nothing
 * overwritten, so what applied on any past day can still be asked. Even the lowest risk is never exempt (不免抽).
 * Source: 国办发〔2019〕5号, ratio and frequency by credit risk [S].
 */
export function setSpotCheckRatio(
  context: Context,
  input: SetSpotCheckRatioInput,
): Promise<Outcome<{ policyId: string }>> {
  return command(context, 'setSpotCheckRatio', input, async (unit) => {
    const { officerId, officeId, officeName } = actorOf(context);
    const basisPoints = parseDecimal(input.ratioPercent, 2, ['input', 'ratioPercent']);
    if (basisPoints <= 0 || basisPoints > WHOLE_BASIS_POINTS) {
      throw new DomainError('RATIO_OUT_OF_RANGE', { field: ['input', 'ratioPercent'] });
    }
    const validFrom = parseCivilDate(input.validFrom, ['input', 'validFrom']);
    if (validFrom < context.today) throw new DomainError('DATE_IN_PAST', { field: ['input', 'validFrom'] });
    if (input.reason.trim() === '') throw new DomainError('REASON_REQUIRED', { field: ['input', 'reason'] });
    const reason = parseText(input.reason, { field: ['input', 'reason'], max: 500 });
    const policyId = context.newId();
    const source = JSON.stringify({ instrument: officeName, mark: 'D', checkedOn: context.today });
    const values = [
      policyId,
      ENTERPRISE_RISK_SECTOR,
      input.classCode,
      basisPoints,
      validFrom,
      reason,
      source,
    ];
    const added = await unit.run(ADD_RATIO, [...values, officeId, officerId]);
    if (added.length === 0) throw new DomainError('UNKNOWN_CODE', { field: ['input', 'classCode'] });
    return { policyId };
  });
}
