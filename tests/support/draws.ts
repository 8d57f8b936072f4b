import { runJob } from './jobs.js';
import { type Caller, type ExtraOfficer, type UserError, type World } from './world.js';

/** Ten throws of a die. */
export const ROLLS = '6142 3355 21';

export interface PreparedDraw {
  readonly id: string;
  readonly state: string;
}

export interface DrawAct {
  readonly userErrors: readonly UserError[];
  readonly draw: PreparedDraw | null;
}

/** One act on a draw; what it was refused for, and the draw after it. */
export async function actOnDraw(
  world: World,
  caller: Caller,
  verb: string,
  input: Record<string, unknown>,
): Promise<DrawAct> {
  const type = `${verb.charAt(0).toUpperCase()}${verb.slice(1)}Input`;
  const answer = await world.data<Record<string, DrawAct>>(
    caller,
    `mutation ($input: ${type}!) { ${verb}(input: $input) { userErrors { code field message } draw { id state } } }`,
    { input: { idempotencyKey: world.key(), ...input } },
  );
  const act = answer[verb];
  if (act === undefined) throw new Error(`${verb} answered nothing.`);
  return act;
}

/** The same for an act that must succeed. */
export async function mustAct(
  world: World,
  caller: Caller,
  verb: string,
  input: Record<string, unknown>,
): Promise<PreparedDraw> {
  const { draw, userErrors } = await actOnDraw(world, caller, verb, input);
  if (draw === null) throw new Error(JSON.stringify(userErrors));
  return draw;
}

/** Officers of the market regulator besides `regulator`: one more who throws dice, and one who watches. */
export interface DrawStaff {
  readonly thrower: ExtraOfficer;
  readonly witness: ExtraOfficer;
}

export async function addDrawStaff(world: World): Promise<DrawStaff> {
  const thrower = await world.addOfficer('market', ['MARKET_REGULATOR']);
  return { thrower, witness: await world.addOfficer('market', ['MARKET_REGULATOR']) };
}

/** What the regulator sends to prepare a draw by dice from a population. */
export function diceDraw(world: World, { thrower }: DrawStaff, changes: Record<string, unknown> = {}) {
  return {
    title: '示例双随机抽查',
    population: { regionCode: '440784' },
    randomness: { kind: 'DICE', officerIds: [world.officerId('regulator'), `off_${thrower.officerId}`] },
    ...changes,
  };
}

/** Enters and witnesses the dice of a prepared draw. */
export async function throwDice(
  world: World,
  drawId: string,
  { thrower, witness }: DrawStaff,
): Promise<void> {
  await mustAct(world, 'regulator', 'enterRandomness', { drawId, value: ROLLS });
  await mustAct(world, thrower, 'enterRandomness', { drawId, value: '1111111111' });
  await mustAct(world, witness, 'witnessRandomness', { drawId });
}

/** Has the lots of a witnessed draw drawn, and does the job. */
export async function drawLots(world: World, drawId: string): Promise<string> {
  const { drawLots: ordered } = await world.data<{
    drawLots: { userErrors: UserError[]; job: { id: string } | null };
  }>(
    'regulator',
    'mutation ($input: DrawLotsInput!) { drawLots(input: $input) { userErrors { code } job { id } } }',
    { input: { idempotencyKey: world.key(), drawId } },
  );
  if (ordered.job === null) throw new Error(JSON.stringify(ordered.userErrors));
  await runJob(world, 'regulator', ordered.job.id);
  return ordered.job.id;
}

/** A draw from the first step to the last. Returns its id. */
export async function makeDraw(
  world: World,
  staff: DrawStaff,
  changes: Record<string, unknown> = {},
): Promise<string> {
  const { id } = await mustAct(world, 'regulator', 'prepareDraw', diceDraw(world, staff, changes));
  await throwDice(world, id, staff);
  await drawLots(world, id);
  return id;
}
