import type { Caller, UserError, World } from './world.js';

/** An application as the tests look at it. */
export interface Matter {
  readonly id: string;
  readonly number: string;
  readonly state: string;
  readonly isSuspended: boolean;
  readonly receivedOn: string;
  readonly acceptedOn: string | null;
  readonly dueOn: string | null;
  readonly extendedOn: string | null;
  readonly decision: string | null;
  readonly decisionReason: string | null;
  readonly remedies: string | null;
  readonly departs: boolean;
  readonly checkId: string | null;
  readonly deliveredOn: string | null;
  readonly revocationGround: string | null;
  readonly barredUntilOn: string | null;
  readonly falseMaterialConfirmedOn: string | null;
  readonly stops: readonly { readonly cause: string; readonly from: string; readonly to: string | null }[];
  readonly missingPapers: readonly { readonly code: string }[];
  readonly clock: {
    readonly startsOn: string;
    readonly isDeemedAccepted: boolean;
    readonly elapsedDays: number;
    readonly stoppedDays: number;
    readonly usedDays: number;
    readonly totalDays: number;
    readonly remainingDays: number;
    readonly dueOn: string | null;
    readonly provisional: boolean;
    readonly state: string;
  };
  readonly commitments: readonly { readonly id: string; readonly state: string }[];
}

export interface Commitment {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly paperCodes: readonly string[];
  readonly dueOn: string;
  readonly extendedOn: string | null;
  readonly postCheckDueOn: string | null;
  readonly postCheckedOn: string | null;
  readonly breachFinding: string | null;
  readonly correctUntilOn: string | null;
  readonly recordId: string | null;
  readonly nextDueOn: string | null;
  readonly isOverdue: boolean;
  readonly closedOn: string | null;
  readonly matter: Matter;
}

export const MATTER = `id number state isSuspended receivedOn acceptedOn dueOn extendedOn decision decisionReason remedies departs checkId
  deliveredOn revocationGround barredUntilOn falseMaterialConfirmedOn missingPapers { code } stops { cause from to noticeNumber neededDays }
  clock { startsOn isDeemedAccepted elapsedDays stoppedDays usedDays totalDays remainingDays dueOn provisional state }
  commitments { id state }`;

export const COMMITMENT = `id kind state paperCodes dueOn extendedOn postCheckDueOn postCheckedOn breachFinding correctUntilOn recordId
  nextDueOn isOverdue closedOn matter { ${MATTER} }`;

const MATTER_ACTS = {
  receiveMatter: 'ReceiveMatterInput',
  askForPapers: 'MatterPapersInput',
  receivePapers: 'MatterPapersInput',
  acceptMatter: 'MatterInput',
  requestMatterExtension: 'RequestMatterExtensionInput',
  approveMatterExtension: 'MatterInput',
  decideMatter: 'DecideMatterInput',
  deliverMatter: 'MatterInput',
  stopMatterClock: 'StopMatterClockInput',
  resumeMatterClock: 'MatterInput',
  confirmFalseMaterial: 'MatterInput',
  revokeMatter: 'RevokeMatterInput',
} as const;
export type MatterAct = keyof typeof MATTER_ACTS;

const COMMITMENT_ACTS = {
  giveCommitment: 'GiveCommitmentInput',
  extendCommitment: 'ExtendCommitmentInput',
  withdrawCommitment: 'CommitmentInput',
  fulfilCommitment: 'FulfilCommitmentInput',
  recordPostCheck: 'RecordPostCheckInput',
  recordBreach: 'RecordBreachInput',
  withdrawBreach: 'WithdrawBreachInput',
  repairCommitment: 'RepairCommitmentInput',
} as const;
export type CommitmentAct = keyof typeof COMMITMENT_ACTS;

type Input = Record<string, unknown>;
interface Payload {
  readonly userErrors: readonly UserError[];
  readonly matter?: Matter | null;
  readonly commitment?: Commitment | null;
}

/** What officers of approval offices do in a world. */
export class MatterDesk {
  readonly #world: World;
  #made = 0;

  constructor(world: World) {
    this.#world = world;
  }

  /** A number that no application of this world has. */
  number(): string {
    this.#made += 1;
    return `示例申〔2026〕${this.#made}号`;
  }

  async matter(act: MatterAct, input: Input, caller: Caller = 'approver'): Promise<Matter> {
    const { matter, userErrors } = await this.#send(caller, act, `matter { ${MATTER} }`, input);
    if (matter == null) throw new Error(`${act}: ${JSON.stringify(userErrors)}`);
    return matter;
  }

  async commitment(act: CommitmentAct, input: Input, caller: Caller = 'approver'): Promise<Commitment> {
    const selected = `commitment { ${COMMITMENT} }`;
    const { commitment, userErrors } = await this.#send(caller, act, selected, input);
    if (commitment == null) throw new Error(`${act}: ${JSON.stringify(userErrors)}`);
    return commitment;
  }

  /** What an act was refused for; it must have left nothing behind but, where it looked at credit, that it did. */
  async refused(
    act: MatterAct | CommitmentAct,
    input: Input,
    caller: Caller = 'approver',
  ): Promise<{ code: string; field: string | undefined }[]> {
    const before = await this.#world.countAll();
    const { userErrors } = await this.#send(caller, act, '', input);
    const after = await this.#world.countAll();
    const grown = Object.keys(after).filter(
      (table) => table !== 'access_log' && after[table] !== before[table],
    );
    if (grown.length > 0)
      throw new Error(`${act} was refused and has left something in ${grown.join(', ')}.`);
    return userErrors.map(({ code, field }) => ({ code, field: field?.join('.') }));
  }

  /** An application of an enterprise that nobody in this world was before, received today. */
  async received(changes: Input = {}, caller: Caller = 'approver'): Promise<Matter> {
    const creditCode =
      (changes.creditCode as string | undefined) ?? (await this.#world.enterprise()).creditCode;
    const input = {
      itemCode: 'XK-APP-001',
      receivedOn: this.#world.today,
      number: this.number(),
      ...changes,
    };
    return this.matter('receiveMatter', { ...input, creditCode }, caller);
  }

  async accepted(changes: Input = {}): Promise<Matter> {
    const { id: matterId } = await this.received(changes);
    return this.matter('acceptMatter', { matterId });
  }

  /** Asks about the applicant's credit for the matter. */
  async check(creditCode: string, matter: string, field = 'APPROVAL'): Promise<string> {
    const { checkCredit } = await this.#world.data<{ checkCredit: { check: { id: string } } }>(
      'approver',
      `mutation ($input: CheckCreditInput!) { checkCredit(input: $input) { check { id } } }`,
      { input: { idempotencyKey: this.#world.key(), creditCode, field, matter, purpose: '示例审批' } },
    );
    return checkCredit.check.id;
  }

  /** An application that is accepted, checked and granted today. */
  async granted(changes: Input = {}): Promise<Matter & { readonly creditCode: string }> {
    const creditCode =
      (changes.creditCode as string | undefined) ?? (await this.#world.enterprise()).creditCode;
    const { id, number } = await this.accepted({ ...changes, creditCode });
    await this.check(creditCode, number);
    return { ...(await this.matter('decideMatter', { matterId: id, decision: 'GRANTED' })), creditCode };
  }

  async #send(
    caller: Caller,
    act: MatterAct | CommitmentAct,
    selected: string,
    input: Input,
  ): Promise<Payload> {
    const type = { ...MATTER_ACTS, ...COMMITMENT_ACTS }[act];
    const answer = await this.#world.data<Record<string, Payload>>(
      caller,
      `mutation ($input: ${type}!) { ${act}(input: $input) { userErrors { code field message } ${selected} } }`,
      { input: { idempotencyKey: this.#world.key(), ...input } },
    );
    const payload = answer[act];
    if (payload === undefined) throw new Error(`${act} answered nothing.`);
    return payload;
  }
}
