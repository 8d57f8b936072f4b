import { addDrawStaff, type DrawStaff, makeDraw } from './draws.js';
import { type Caller, TODAY, type UserError, type World } from './world.js';

/** Everything of a visit that tests look at. */
const VISIT = `id state drawId visitOn approvedBy toldBy toldOn recusalUntilOn recusalIsProvisional arrivedAt isOnTime arrivalMethod arrivedBy
  enterprise { id creditCode name } inspectors { name certificateNumber isDrawn isReplaced wasPresent }
  notices { kind body noticedOn writtenBy } recusals { id state grounds certificateNumber recordedBy decidedBy decision }
  replacements { outCertificate inCertificate nextCertificate reason remark departureReason replacedBy }
  findings { pointCode point verdict remark photos { reference } } amendments { resultCodes note reason amendedBy }
  correction { id state dueOn remindOn failureCount requirement termDays checks { outcome evidence } }`;

export interface Visit {
  readonly id: string;
  readonly state: string;
  readonly recusalUntilOn: string | null;
  readonly isOnTime: boolean | null;
  readonly enterprise: { readonly id: string; readonly creditCode: string; readonly name: string };
  readonly inspectors: readonly {
    readonly certificateNumber: string;
    readonly isDrawn: boolean;
    readonly isReplaced: boolean;
    readonly wasPresent: boolean;
  }[];
  readonly notices: readonly {
    readonly kind: string;
    readonly body: string;
    readonly writtenBy: string | null;
  }[];
  readonly recusals: readonly { readonly id: string; readonly state: string }[];
  readonly replacements: readonly Record<string, string | null>[];
  readonly findings: readonly {
    readonly pointCode: string;
    readonly verdict: string;
    readonly remark: string | null;
  }[];
  readonly amendments: readonly { readonly resultCodes: readonly string[]; readonly reason: string }[];
  readonly correction: {
    readonly id: string;
    readonly state: string;
    readonly dueOn: string;
    readonly remindOn: string;
    readonly failureCount: number;
  } | null;
}

export interface VisitAct {
  readonly userErrors: readonly (UserError & { readonly message: string })[];
  readonly visit: Visit | null;
  readonly replayed: boolean;
}

const INPUT_OF: Readonly<Record<string, string>> = { tellVisit: 'VisitInput' };

/** One act on a visit. */
export async function actOnVisit(
  world: World,
  caller: Caller,
  verb: string,
  input: Record<string, unknown>,
): Promise<VisitAct> {
  const type = INPUT_OF[verb] ?? `${verb.charAt(0).toUpperCase()}${verb.slice(1)}Input`;
  const answer = await world.data<Record<string, VisitAct>>(
    caller,
    `mutation ($input: ${type}!) { ${verb}(input: $input) { replayed userErrors { code field message } visit { ${VISIT} } } }`,
    { input: { idempotencyKey: world.key(), ...input } },
  );
  const act = answer[verb];
  if (act === undefined) throw new Error(`${verb} answered nothing.`);
  return act;
}

/** The same for an act that must succeed. */
export async function mustVisit(
  world: World,
  caller: Caller,
  verb: string,
  input: Record<string, unknown>,
): Promise<Visit> {
  const { visit, userErrors } = await actOnVisit(world, caller, verb, input);
  if (visit === null) throw new Error(`${verb}: ${JSON.stringify(userErrors)}`);
  return visit;
}

/** Drawn enterprises of an industry of its own, whose draw `regulator` has prepared. */
export interface Drawn {
  readonly drawId: string;
  readonly staff: DrawStaff;
  /** Ids of what was drawn, by place. */
  readonly enterprises: readonly string[];
}

/** A draw from `count` enterprises of class C each tenth of which is drawn, or of one. */
export async function drawFrom(
  world: World,
  industryCode: string,
  { count = 1, staff }: { count?: number; staff?: DrawStaff } = {},
): Promise<Drawn> {
  for (let made = 0; made < count; made++) {
    const { id } = await world.enterprise({ industryCode });
    await world.record(id, 'SERIOUS_DISHONESTY');
    await world.rate(id, 'enterprise-risk');
  }
  const people = staff ?? (await addDrawStaff(world));
  const population = { regionCode: '440784', industryCodes: [industryCode] };
  const drawId = await makeDraw(world, people, { population });
  const { node } = await world.data<{ node: { objects: { nodes: { enterprise: { id: string } }[] } } }>(
    'regulator',
    'query ($id: ID!) { node(id: $id) { ... on Draw { objects(first: 100) { nodes { enterprise { id } } } } } }',
    { id: drawId },
  );
  return { drawId, staff: people, enterprises: node.objects.nodes.map(({ enterprise }) => enterprise.id) };
}

/** Approved by the witness of the draw, and told. */
export async function tellOne(world: World, drawn: Drawn, at = 0): Promise<Visit> {
  const enterpriseId = drawn.enterprises[at];
  const input = { drawId: drawn.drawId, enterpriseId, visitOn: world.today };
  const { id: visitId } = await mustVisit(world, drawn.staff.witness, 'approveVisit', input);
  return mustVisit(world, 'regulator', 'tellVisit', { visitId });
}

/** Told, and everybody who was drawn came. */
export async function arriveAt(world: World, drawn: Drawn, at = 0): Promise<Visit> {
  const { id: visitId, inspectors } = await tellOne(world, drawn, at);
  return mustVisit(world, 'regulator', 'recordArrival', {
    ...{ visitId, arrivedAt: `${world.today}T10:00:00+08:00`, method: 'CODE' },
    certificateNumbers: inspectors.map(({ certificateNumber }) => certificateNumber),
  });
}

export const POINTS = [
  ...['LICENCE_DISPLAYED', 'FOUND_AT_ADDRESS', 'REGISTERED_FACTS', 'ANNUAL_REPORT', 'INSTANT_INFORMATION'],
];

/** A checklist with nothing wrong, but for the first so many points. */
export function checklist(problems = 0) {
  return POINTS.map((pointCode, at) =>
    at < problems ? { pointCode, verdict: 'PROBLEM', remark: '示例问题' } : { pointCode, verdict: 'OK' },
  );
}

export interface ResultAct {
  readonly userErrors: readonly UserError[];
  readonly object: { readonly resultCodes: readonly string[]; readonly note: string | null } | null;
}

/** Records the result of a drawn enterprise, without a problem unless told otherwise. */
export async function recordResult(
  world: World,
  { drawId, enterprises }: Drawn,
  changes: Record<string, unknown> = {},
  at = 0,
): Promise<ResultAct> {
  const { recordSpotCheckResult } = await world.data<{ recordSpotCheckResult: ResultAct }>(
    'regulator',
    `mutation ($input: RecordSpotCheckResultInput!) { recordSpotCheckResult(input: $input) {
      userErrors { code field message } object { resultCodes note inspectedOn } } }`,
    {
      input: {
        ...{ idempotencyKey: world.key(), drawId, enterpriseId: enterprises[at], inspectedOn: world.today },
        ...{ resultCodes: ['NO_PROBLEM_FOUND'], findings: checklist() },
        ...changes,
      },
    },
  );
  return recordSpotCheckResult;
}

export const ORDER = { requirement: '悬挂营业执照', legalBasis: '市场主体登记管理条例第三十六条' };
export { TODAY };
