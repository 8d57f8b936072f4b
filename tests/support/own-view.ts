import { expect } from '@jest/globals';
import type { ExtraOfficer, OfficerName, UserError, World } from './world.js';

/** Everything that an owner or manager can ask about his houses. */
export const OWN_HOUSES = `{
  ownRentalHouses {
    id address addressCode roles stationName disputed whatFollows objectionUntil howToObject
    tier {
      sector basis gradeCode label colour since
      reasons { indicator points setsGrade record occurredOn lapsesOn source { instrument clause mark } }
      pathToNextGrade { targetGrade stepsCountOn waitUntil waitGrade steps { kind indicator count points recordTypes } }
    }
    openHazards { id item severity description foundOn dueOn overdueDays failureCount }
    tierHistory { label colour from to }
    inspections { inspectedOn findings }
    objections { id gradeCode gradeLabel tierSince filedOn byRole grounds photos { reference sha256 } state answerDueOn
      answerDueProvisional overdueDays decidedOn reasons correction }
    reports { id hazardId reportedOn byRole note photos { reference sha256 } answered }
  }
  ownRatings { sector gradeCode label since reasons { indicator record } pathToNextGrade { targetGrade } }
}`;

export const OBJECTION =
  'id state byRole filedOn answerDueOn answerDueProvisional decidedOn reasons correction';

const ACTS = {
  objectToTier: { input: 'ObjectToTierInput', result: `objection { ${OBJECTION} }` },
  withdrawObjection: { input: 'WithdrawObjectionInput', result: `objection { ${OBJECTION} }` },
  decideObjection: { input: 'DecideObjectionInput', result: `objection { ${OBJECTION} }` },
  reportRectification: { input: 'ReportRectificationInput', result: 'report { id answered byRole }' },
  recordInspection: { input: 'RecordInspectionInput', result: 'hazards { id itemCode }' },
  recordRectification: { input: 'RecordRectificationInput', result: 'hazard { id }' },
} as const;

interface Done {
  readonly userErrors: readonly UserError[];
  readonly objection?: any;
  readonly report?: any;
  readonly hazards?: readonly { readonly id: string; readonly itemCode: string }[];
}

/** Sends an act with a key of its own; `errors` are those of the whole request. */
export async function send(
  world: World,
  caller: OfficerName | ExtraOfficer | null,
  act: keyof typeof ACTS,
  input: Record<string, unknown>,
) {
  const { input: type, result } = ACTS[act];
  const query = `mutation ($input: ${type}!) { ${act}(input: $input) { userErrors { code field message } ${result} } }`;
  return world.ask<Record<string, Done>>(caller, query, { input: { idempotencyKey: world.key(), ...input } });
}

/** What the act came to; fails the test when the whole request was refused. */
export async function act(
  world: World,
  caller: OfficerName | ExtraOfficer,
  name: keyof typeof ACTS,
  input: Record<string, unknown>,
): Promise<Done> {
  const answer = await send(world, caller, name, input);
  expect(answer.errors).toBeUndefined();
  return answer.data[name] as Done;
}

export function refusalsOf({ userErrors }: Done) {
  return userErrors.map(({ code, field }) => ({ code, field: field?.join('.') }));
}

/** An inspection today by the usual two officers; the ids of the hazards that it found, in order. */
export async function inspect(
  world: World,
  houseId: string,
  itemCodes: readonly string[] = [],
  changes: { description?: string; by?: OfficerName; second?: OfficerName } = {},
): Promise<string[]> {
  const { description, by = 'zhongshan', second = 'zhongshanSecond' } = changes;
  const { userErrors, hazards } = await act(world, by, 'recordInspection', {
    houseId,
    inspectedOn: world.today,
    secondOfficerId: world.officerId(second),
    note: '民警内部备注',
    findings: itemCodes.map((itemCode) => ({
      itemCode,
      ...(description === undefined ? {} : { description }),
    })),
  });
  expect(userErrors).toEqual([]);
  return (hazards ?? []).map(({ id }) => id);
}

export async function onDay<Result>(world: World, day: string, work: () => Promise<Result>): Promise<Result> {
  const before = world.today;
  world.today = day;
  try {
    return await work();
  } finally {
    world.today = before;
  }
}
