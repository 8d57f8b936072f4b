import type { AlarmKind } from '../../domain/alarm-figures.js';
import { LIST_ALARM_KINDS } from '../../store/alarm-counts.js';
import type { Context } from '../context.js';

/** The kinds of alarm that are counted. */
export async function listAlarmKinds(context: Context): Promise<AlarmKind[]> {
  const kinds = await context.store.run(LIST_ALARM_KINDS, []);
  return kinds.map(({ code, labelZh, labelEn }) => ({ code, label: { zh: labelZh, en: labelEn } }));
}
