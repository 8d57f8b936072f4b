import { drawAlarms } from '../charts/alarms.js';
import { drawHazards } from '../charts/hazards.js';
import { drawMoves } from '../charts/moves.js';
import type { Sheet } from '../charts/sheet.js';
import { drawTiers } from '../charts/tiers.js';
import { drawVisits } from '../charts/visits.js';
import type { Context } from '../usecases/context.js';
import type { PictureFrame } from '../usecases/picture-frame.js';
import { listOfficerVisits } from '../usecases/station-picture/list-officer-visits.js';
import { readAlarmMonths } from '../usecases/station-picture/read-alarm-months.js';
import { readTierMonths } from '../usecases/station-picture/read-tier-months.js';
import { readWorkMonths } from '../usecases/station-picture/read-work-months.js';
import { enumOf } from './enum-of.js';

export const PictureChart = enumOf('TIERS', 'MOVES', 'HAZARDS', 'VISITS', 'ALARMS');
export type PictureChartName = keyof typeof PictureChart;

type Draw = (context: Context, frame: PictureFrame, sheet: Sheet) => Promise<string>;

/** Each chart shows figures that the picture also has as numbers, read by the same verbs. */
const DRAW: Readonly<Record<PictureChartName, Draw>> = {
  TIERS: async (context, frame, sheet) => drawTiers(await readTierMonths(context, frame), sheet),
  MOVES: async (context, frame, sheet) => drawMoves(await readTierMonths(context, frame), sheet),
  HAZARDS: async (context, frame, sheet) => drawHazards(await readWorkMonths(context, frame), sheet),
  VISITS: async (context, frame, sheet) => drawVisits(await listOfficerVisits(context, frame), sheet),
  ALARMS: async (context, frame, sheet) => drawAlarms(await readAlarmMonths(context, frame), sheet),
};

/** A chart of the picture as SVG. */
export function drawPicture(
  context: Context,
  frame: PictureFrame,
  kind: PictureChartName,
  sheet: Sheet,
): Promise<string> {
  return DRAW[kind](context, frame, sheet);
}
