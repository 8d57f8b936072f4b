/** Rounds are planned and forecast for four weeks, today among them: the shortest interval comes round four times. */
export const ROUND_DAYS = 28;
