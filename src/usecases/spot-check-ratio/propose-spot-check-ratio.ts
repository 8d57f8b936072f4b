import { parseCivilDate } from '../../domain/civil-date.js';
import { DomainError } from '../../domain/refusal.js';
import { ENTERPRISE_RISK_SECTOR } from '../../domain/sectors.js';
import { parseText } from '../../domain/text.js';
import { ADD_RATIO_PROPOSAL } from '../../store/spot-check-ratios.js';
import { type ActInput, command, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { type RatioInput, readRatio } from '../steps/read-ratio.js';

export interface ProposeSpotCheckRatioInput extends ActInput, RatioInput {
  readonly validFrom: string;
  readonly reason: string;
}

/**
 * Proposes the spot-check ratio (抽查比例) of a risk class from a day on, for one item or in general. Nothing holds before another officer
 * of the office approves it; what it will come to is asked of `previewSpotCheckRatio`.
 * Source: 国办发〔2019〕5号, ratio and frequency by credit risk [S].
 */
export function proposeSpotCheckRatio(
  context: Context,
  input: ProposeSpotCheckRatioInput,
): Promise<Outcome<{ proposalId: string }>> {
  return command(context, 'proposeSpotCheckRatio', input, async (unit) => {
    const { officerId, officeId, officeName } = actorOf(context);
    const validFrom = parseCivilDate(input.validFrom, ['input', 'validFrom']);
    if (validFrom < context.today) throw new DomainError('DATE_IN_PAST', { field: ['input', 'validFrom'] });
    const basisPoints = await readRatio(context, unit, input, validFrom);
    if (input.reason.trim() === '') throw new DomainError('REASON_REQUIRED', { field: ['input', 'reason'] });
    const reason = parseText(input.reason, { field: ['input', 'reason'], max: 500 });
    const proposalId = context.newId();
    const source = JSON.stringify({ instrument: officeName, mark: 'D', checkedOn: context.today });
    const values = [proposalId, ENTERPRISE_RISK_SECTOR, input.itemCode ?? null, input.classCode, basisPoints];
    const added = await unit.run(ADD_RATIO_PROPOSAL, [
      ...values,
      validFrom,
      reason,
      source,
      officeId,
      officerId,
    ]);
    if (added.length === 0) throw new DomainError('UNKNOWN_CODE', { field: ['input', 'classCode'] });
    return { proposalId };
  });
}
