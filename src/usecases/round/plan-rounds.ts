import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { type PlannedRounds, planStationRounds } from '../steps/plan-station-rounds.js';

export type { PlannedRounds };

/** Plans the rounds of the caller's station for the next four weeks (检查排班), in one act. */
export function planRounds(context: Context, input: ActInput): Promise<Outcome<PlannedRounds>> {
  return command(context, 'planRounds', input, (unit) =>
    planStationRounds(unit, actorOf(context).officeId, context.today),
  );
}
