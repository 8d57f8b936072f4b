import type { Caller, UserError, World } from './world.js';

export interface Refused {
  readonly userErrors: readonly UserError[];
}

export interface CaseShown {
  readonly id: string;
  readonly state: string;
  readonly nextStep: string | null;
  readonly noticedOn: string | null;
  readonly notice: string | null;
  readonly objectionUntilOn: string | null;
  readonly isProvisional: boolean | null;
  readonly decisionNumber: string | null;
  readonly reason: string | null;
  readonly objections: readonly {
    readonly id: string;
    readonly state: string;
    readonly decideUntilOn: string;
  }[];
  readonly entry: { readonly id: string; readonly enteredOn: string; readonly endsOn: string | null } | null;
}

export interface Act<Shown> extends Refused {
  readonly shown: Shown | null;
}

const CASE = `id state nextStep noticedOn notice objectionUntilOn isProvisional decisionNumber reason
  objections { id state decideUntilOn } entry { id enteredOn endsOn }`;
const ENTRY = `id enteredOn endsOn suspendedUntilOn exit { kind exitedOn reason documentNumber }
  repairs { id state } exitRequests { kind documentNumber requestedOn } suspensions { fromOn untilOn endedOn endReason } objections { id state }`;

const PAYLOADS: Readonly<Record<string, { readonly field: string; readonly selection: string }>> = {
  proposeListEntry: { field: 'listCase', selection: CASE },
  serveListNotice: { field: 'listCase', selection: CASE },
  beginListPublicity: { field: 'listCase', selection: CASE },
  confirmListEntry: { field: 'listCase', selection: CASE },
  dropListCase: { field: 'listCase', selection: CASE },
  objectToListEntry: {
    field: 'objection',
    selection: 'id state filedAs filedOn decideUntilOn decideIsProvisional isOverdue',
  },
  decideListObjection: { field: 'objection', selection: 'id state decidedOn reasons' },
  applyForListRepair: { field: 'repair', selection: 'id state decideUntilOn isOverdue' },
  decideListRepair: { field: 'repair', selection: 'id state decidedOn reasons' },
  revokeListEntry: { field: 'entry', selection: ENTRY },
  recordCourtRemoval: { field: 'entry', selection: ENTRY },
  suspendListUse: { field: 'entry', selection: ENTRY },
  endSuspension: { field: 'entry', selection: ENTRY },
};

/** Does one of the acts of the life of a list entry, and gives back what its payload shows. */
export async function act<Shown = CaseShown>(
  world: World,
  caller: Caller,
  verb: string,
  input: Record<string, unknown>,
): Promise<Act<Shown>> {
  const payload = PAYLOADS[verb];
  if (payload === undefined) throw new Error(`${verb} is no act on lists.`);
  const { field, selection } = payload;
  const data = await world.data<Record<string, Refused & Record<string, Shown | null>>>(
    caller,
    `mutation ($input: ${verb.charAt(0).toUpperCase()}${verb.slice(1)}Input!) {
      ${verb}(input: $input) { userErrors { code field message } ${field} { ${selection} } } }`,
    { input: { idempotencyKey: world.key(), ...input } },
  );
  const answer = data[verb];
  return { userErrors: answer?.userErrors ?? [], shown: answer?.[field] ?? null };
}

/** The same, of an act that must take effect. */
export async function done<Shown = CaseShown>(
  world: World,
  caller: Caller,
  verb: string,
  input: Record<string, unknown>,
): Promise<Shown> {
  const { userErrors, shown } = await act<Shown>(world, caller, verb, input);
  if (shown === null) throw new Error(`${verb}: ${JSON.stringify(userErrors)}`);
  return shown;
}

/** The codes and fields of the refusals of an act that must not take effect. */
export async function refused(
  world: World,
  caller: Caller,
  verb: string,
  input: Record<string, unknown>,
): Promise<[string, string | undefined][]> {
  const { userErrors, shown } = await act<unknown>(world, caller, verb, input);
  if (shown !== null) throw new Error(`${verb} took effect.`);
  return userErrors.map(({ code, field }) => [code, field?.slice(1).join('.')]);
}

/** What is sent to put an enterprise on the list of the seriously dishonest. */
export function proposal(enterpriseId: string, changes: Record<string, unknown> = {}) {
  return {
    subjectId: `ent_${enterpriseId}`,
    listCode: 'SERIOUS_DISHONESTY',
    facts: '示例：多次销售不合格产品',
    legalBasis: '市场监督管理严重违法失信名单管理办法（示例条款）',
    measureCodes: ['DISHONEST_PROCUREMENT', 'DISHONEST_AWARD'],
    ...changes,
  };
}
