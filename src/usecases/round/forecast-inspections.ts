import { addDays, type Instant } from '../../domain/civil-date.js';
import {
  forecastInspections as forecast,
  type InspectionForecast,
} from '../../domain/inspection-forecast.js';
import { officeDays } from '../../domain/office-days.js';
import {
  COUNT_DUE_BY_INTERVAL,
  COUNT_PLANNED,
  type DueGroup,
  READ_PLANNED_AT,
  READ_ROUND_FACTS,
} from '../../store/rounds.js';
import { runOne } from '../../store/statement.js';
import { actorOf, type Context } from '../context.js';
import { ROUND_DAYS } from '../round-days.js';

export interface StationForecast extends InspectionForecast {
  /** When rounds were last planned; null: never. */
  readonly plannedAt: Instant | null;
}

/** What the next four weeks will ask of the caller's station, and what it can do (工作量预测). Four statements, however many houses it has. */
export async function forecastInspections(context: Context): Promise<StationForecast> {
  const { store, today } = context;
  const { officeId } = actorOf(context);
  const last = addDays(today, ROUND_DAYS - 1);
  const [facts, due, planned, plans] = await Promise.all([
    runOne(store, READ_ROUND_FACTS, [officeId, today, last]),
    store.run(COUNT_DUE_BY_INTERVAL, [officeId, today, last]),
    store.run(COUNT_PLANNED, [officeId, today]),
    store.run(READ_PLANNED_AT, [officeId]),
  ]);
  const result = forecast({
    days: officeDays(today, ROUND_DAYS, facts),
    capacityPerDay: facts.teams.reduce((sum, { capacityPerDay }) => sum + capacityPerDay, 0),
    due: due.map(groupOf),
    planned: new Map(planned.map(({ on, count }) => [on, count])),
  });
  return { ...result, plannedAt: plans[0]?.plannedAt ?? null };
}

function groupOf({ dueOn, value, unit, count }: DueGroup) {
  return { dueOn, count, interval: value === null || unit === null ? null : { value, unit } };
}
