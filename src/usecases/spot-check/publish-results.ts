import { DomainError } from '../../domain/refusal.js';
import {
  LIST_MISSING,
  LIST_RESULTS_TO_PUBLISH,
  LOCK_DRAW,
  PUBLISH_DRAW,
  READ_PROGRESS,
} from '../../store/publications.js';
import { runOne } from '../../store/statement.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';

export interface PublishResultsInput extends ActInput {
  readonly drawId: string;
}

/**
 * Publishes the results of a draw (公示抽查结果): all of them, once. While some are missing it is refused, with their number and the first of
 * them. What the public reads holds no class, no ratio and no inspector. Source: 一公开, within 20 working days [L food, K general].
 */
export function publishResults(
  context: Context,
  input: PublishResultsInput,
): Promise<Outcome<{ drawId: string }>> {
  return command(context, 'publishResults', input, async (unit) => {
    const { drawId } = input;
    const field = ['input', 'drawId'];
    const { officerId, regionCodes } = actorOf(context);
    const [draw] = await unit.run(LOCK_DRAW, [drawId, regionCodes]);
    if (draw === undefined) throw new DomainError('NOT_FOUND', { field });
    if (draw.state === 'PUBLISHED') throw new DomainError('ALREADY_PUBLISHED', { field, explanation: AGAIN });
    if (draw.state !== 'DRAWN') throw new DomainError('WRONG_STATE', { field });
    const { resultsMissing } = await runOne(unit, READ_PROGRESS, [[drawId]]);
    if (resultsMissing > 0) {
      const missing = (await unit.run(LIST_MISSING, [drawId])).map(({ publicId }) => publicId);
      const which = missing.join('、');
      throw new DomainError('RESULTS_MISSING', {
        field,
        explanation: {
          zh: `缺 ${resultsMissing} 项：${which}${missing.length < resultsMissing ? '等' : ''}。`,
          en: `${resultsMissing} missing: ${missing.join(', ')}${missing.length < resultsMissing ? ' …' : ''}.`,
        },
        facts: { missing: resultsMissing, publicIds: missing.join(' ') },
      });
    }
    const results = (await unit.run(LIST_RESULTS_TO_PUBLISH, [drawId])).map(
      ({ inspectionId }) => inspectionId,
    );
    const ids = results.map(() => context.newId());
    await unit.run(PUBLISH_DRAW, [drawId, results, ids, officerId, draw.officeId, context.today]);
    return { drawId };
  });
}

const AGAIN = {
  zh: '抽查结果已公示；有误的请更正，更正后自动再次公示。',
  en: 'The results are published; one that is wrong is put right, and published again by that.',
};
