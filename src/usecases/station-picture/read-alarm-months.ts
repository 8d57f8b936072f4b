import { type AlarmCount, type AlarmKind, type AlarmMonth, alarmMonths } from '../../domain/alarm-figures.js';
import { addMonths } from '../../domain/civil-date.js';
import { type AlarmCountRow, READ_ALARM_COUNTS } from '../../store/alarm-counts.js';
import type { Context } from '../context.js';
import { oncePerRequest } from '../once-per-request.js';
import type { PictureFrame } from '../picture-frame.js';

const MONTHS_COMPARED = 12;

const read = oncePerRequest(async ({ store }: Context, { regionCodes, from, to, months }: PictureFrame) => {
  const since = addMonths(from, -MONTHS_COMPARED);
  const rows = await store.run(READ_ALARM_COUNTS, [regionCodes, since, to]);
  return alarmMonths(kindsIn(rows), rows.filter(isCount), months);
});

/** Alarms month by month, beside the month before and the same month a year before. One statement. */
export function readAlarmMonths(context: Context, frame: PictureFrame): Promise<AlarmMonth[]> {
  return read(context, frame);
}

function kindsIn(rows: readonly AlarmCountRow[]): AlarmKind[] {
  const kinds = rows.map(({ code, labelZh, labelEn }) => ({ code, label: { zh: labelZh, en: labelEn } }));
  return [...new Map(kinds.map((kind) => [kind.code, kind])).values()];
}

function isCount(row: AlarmCountRow): row is AlarmCountRow & AlarmCount {
  return row.kind !== null;
}
