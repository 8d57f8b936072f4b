import { barredUntil } from '../../domain/approval-matter.js';
import { DomainError } from '../../domain/refusal.js';
import { READ_APPROVAL_SETTINGS } from '../../store/approval-items.js';
import { type MatterRow, SAVE_MATTER } from '../../store/approval-matters.js';
import { runOne } from '../../store/statement.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { fileMatterRecord } from '../steps/file-matter-record.js';
import { lockMatter } from '../steps/lock-matter.js';

export interface ConfirmFalseMaterialInput extends ActInput {
  readonly matterId: string;
}

/**
 * Confirms, by another officer than the one who refused for it, that false material was handed in (确认提供虚假材料): it goes into the credit file, and where safety is
 * concerned the applicant is barred from the day of the refusal on.
 * Source: 行政许可法 art. 78 [L]; second officer [D].
 */
export function confirmFalseMaterial(
  context: Context,
  input: ConfirmFalseMaterialInput,
): Promise<Outcome<{ matterId: string }>> {
  return command(context, 'confirmFalseMaterial', input, async (unit, trail) => {
    const { matterId } = input;
    const { today } = context;
    const { officerId } = actorOf(context);
    const matter = await lockMatter(context, unit, matterId, ['DECIDED', 'DELIVERED']);
    const refusedOn = readRefusal(matter, officerId);
    const { rules } = await runOne(unit, READ_APPROVAL_SETTINGS, [refusedOn]);
    const confirmed: MatterRow = {
      ...matter,
      falseMaterialConfirmedBy: officerId,
      falseMaterialConfirmedOn: today,
      barredUntilOn: barredUntil(refusedOn, rules.BAR_AFTER_FALSE_MATERIAL, matter.concernsSafety),
    };
    await unit.run(SAVE_MATTER, [JSON.stringify(confirmed)]);
    const content = `申请审批事项 ${matter.itemCode} 时隐瞒有关情况或者提供虚假材料，不予行政许可`;
    const record = { type: 'FALSE_MATERIAL', occurredOn: refusedOn, content } as const;
    await fileMatterRecord(context, unit, trail, { matter, record });
    return { matterId };
  });
}

/** The day of a refusal for false material that waits for another officer. */
function readRefusal(
  { falseMaterial, decidedOn, decidedBy, falseMaterialConfirmedOn }: MatterRow,
  officerId: string,
): string {
  const field = ['input', 'matterId'];
  if (!falseMaterial || decidedOn === null) {
    const explanation = {
      zh: '该申请未因虚假材料被拒绝。',
      en: 'It was not refused because of false material.',
    };
    throw new DomainError('WRONG_STATE', { field, explanation });
  }
  if (falseMaterialConfirmedOn !== null) throw new DomainError('ALREADY_RECORDED', { field });
  if (decidedBy === officerId) throw new DomainError('OWN_DRAFT', { field });
  return decidedOn;
}
