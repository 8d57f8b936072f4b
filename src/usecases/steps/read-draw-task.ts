import { DomainError } from '../../domain/refusal.js';
import { FIND_DRAW_TASK } from '../../store/draw-eligibility.js';
import type { Queryable } from '../../store/statement.js';
import { actorOf, type Context } from '../context.js';
import { type Items, readItems } from './read-items.js';

/** Only such offices draw, so only what they may inspect is drawn for. */
const DRAWING_OFFICES = ['MARKET_REGULATOR'];

export interface DrawnFor {
  readonly taskId?: string | null | undefined;
  readonly itemCodes?: readonly string[] | null | undefined;
  readonly objectKind?: string | null | undefined;
}

/**
 * What a draw is about: the items of its task, or those that are named, and the kind of object that they look at. A draw for a task is
 * about that task and nothing else, or its progress would say what was never planned.
 */
export async function readDrawTask(
  context: Context,
  queryable: Queryable,
  input: DrawnFor,
): Promise<DrawnItems> {
  const planned = await plannedItems(context, queryable, input.taskId ?? null);
  const codes = input.itemCodes ?? planned ?? [];
  if (planned !== null && [...new Set(codes)].sort().join() !== [...planned].sort().join())
    throw new DomainError('WRONG_STATE', {
      field: ['input', 'itemCodes'],
      explanation: { zh: '事项与抽查任务不一致。', en: 'These are not the items of the task.' },
    });
  const asked = input.objectKind ?? null;
  if (codes.length === 0) return { itemCodes: [], objectKind: asked ?? 'ENTERPRISE', specialties: [] };
  const items = await readItems(context, queryable, { codes, officeKinds: DRAWING_OFFICES });
  if (asked !== null && asked !== items.objectKind)
    throw new DomainError('WRONG_STATE', {
      field: ['input', 'objectKind'],
      explanation: { zh: '事项针对另一类对象。', en: 'The items are about another kind of object.' },
    });
  return items;
}

type DrawnItems = Omit<Items, 'objectKind'> & { readonly objectKind: string };

async function plannedItems(
  context: Context,
  queryable: Queryable,
  taskId: string | null,
): Promise<readonly string[] | null> {
  if (taskId === null) return null;
  const [task] = await queryable.run(FIND_DRAW_TASK, [taskId, [actorOf(context).officeId]]);
  if (task === undefined) throw new DomainError('NOT_FOUND', { field: ['input', 'taskId'] });
  return task.itemCodes;
}
