import { DomainError } from '../../domain/refusal.js';
import { FIND_BLACK_ENTRIES } from '../../store/list-entries.js';
import type { Queryable } from '../../store/statement.js';
import type { Context } from '../context.js';

/**
 * Nobody is put on a red list who stands on a black one (红黑名单交叉比对), whoever keeps that. Throws WRONG_STATE.
 * Source: 关于加强和规范守信联合激励和失信联合惩戒对象名单管理工作的指导意见（发改财金规〔2017〕1798号）, comparison before a red list [K].
 */
export async function refuseBlackListed(
  context: Context,
  unit: Queryable,
  { subjectId, kind }: { readonly subjectId: string; readonly kind: string },
  field: readonly string[],
): Promise<void> {
  if (kind !== 'RED') return;
  const found = await unit.run(FIND_BLACK_ENTRIES, [subjectId, context.today]);
  if (found.length === 0) return;
  throw new DomainError('WRONG_STATE', {
    field,
    explanation: {
      zh: '该主体在严重失信主体名单内，不得列入守信名单。',
      en: 'The subject stands on a black list, so it cannot be put on a red one.',
    },
  });
}
