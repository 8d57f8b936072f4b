import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  ID as IdType,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  registerEnumType,
  Resolver,
  Root,
} from 'type-graphql';
import { canonicalJson } from '../domain/canonical.js';
import { globalId, ID } from '../http/global-id.js';
import type { Context, Locale } from '../usecases/context.js';
import type { PenaltyTransferRow } from '../usecases/loaders.js';
import { countTransfers, listTransfers } from '../usecases/penalty-transfer/list-transfers.js';
import { findPerson } from '../usecases/person/find-person.js';
import { recordTransferAnswer } from '../usecases/penalty-transfer/record-transfer-answer.js';
import { type AccessMap, allow, inherited, inheritedFields } from './access.js';
import { Act, Payload, payloadFields, payloadOf } from './act.js';
import { Hazard, loadHazards } from './hazard.js';
import { uuidIn } from './ids.js';
import { Node } from './node.js';
import {
  connectionAccess,
  connectionCost,
  connectionFor,
  connectionOf,
  PageArguments,
  pageRequest,
} from './paging.js';
import { Person, personOf } from './person.js';
import { loadRentalHouse, RentalHouse } from './rental-house.js';
import { DateScalar } from './scalars.js';

export const TransferAnswer = { ACCEPTED: 'ACCEPTED', DECLINED: 'DECLINED', PENALISED: 'PENALISED' } as const;
registerEnumType(TransferAnswer, {
  name: 'TransferAnswer',
  description: 'What the department answered.',
  valuesConfig: {
    ACCEPTED: { description: 'The case is taken up (已受理).' },
    DECLINED: { description: 'The case is not taken up (不予受理).' },
    PENALISED: {
      description: 'A penalty was imposed (已处罚); its record is published by the department itself.',
    },
  },
});

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description:
    'A case that was handed to the department that punishes (移送处罚), because rectification failed several times.',
})
export class PenaltyTransfer extends Node {
  @Field(() => DateScalar, { description: 'Day of the transfer.' })
  transferredOn!: string;

  @Field(() => String, { description: 'The department.' })
  organ!: string;

  @Field(() => String, { description: 'The law that it can punish by.' })
  legalBasis!: string;

  @Field(() => Int, { description: 'Failed rectifications that the case rests on.' })
  failureCount!: number;

  @Field(() => String, { description: 'SHA-256 of the file, 64 hexadecimal digits.' })
  fileSha256!: string;

  @Field(() => String, { description: 'The officer whose look at the hazard brought it about.' })
  officerName!: string;

  @Field(() => TransferAnswer, {
    nullable: true,
    description: 'What the department answered; null: nothing yet.',
  })
  answer!: PenaltyTransferRow['answer'];

  @Field(() => DateScalar, { nullable: true, description: 'When it answered.' })
  answeredOn!: string | null;

  @Field(() => String, { nullable: true, description: 'Number of its document.' })
  answerDocument!: string | null;

  row!: PenaltyTransferRow;
}

export const PenaltyTransferConnection = connectionOf(PenaltyTransfer, 'PenaltyTransfer');

export function transferOf(row: PenaltyTransferRow, locale: Locale): PenaltyTransfer {
  const { organZh, organEn, ...rest } = row;
  return {
    ...rest,
    id: globalId(ID.transfer, row.id),
    organ: locale === 'en' ? organEn : organZh,
    row,
  };
}

export async function loadTransfer(context: Context, uuid: string): Promise<PenaltyTransfer | null> {
  const row = await context.loaders.transfer.load(uuid);
  return row === null ? null : transferOf(row, context.locale);
}

@InputType({ description: 'What the department answered to a case.' })
export class RecordTransferAnswerInput extends Act {
  @Field(() => IdType, { description: 'The case.' })
  transferId!: string;

  @Field(() => TransferAnswer, { description: 'Its answer.' })
  answer!: keyof typeof TransferAnswer;

  @Field(() => DateScalar, { description: 'When it answered; not in the future, not before the transfer.' })
  answeredOn!: string;

  @Field(() => String, { nullable: true, description: 'Number of its document, at most 100 characters.' })
  documentNumber?: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'A case with the answer of the department.' })
export class RecordTransferAnswerPayload extends Payload {
  @Field(() => PenaltyTransfer, { nullable: true, description: 'The case as it is now.' })
  transfer?: PenaltyTransfer | null;
}

@Resolver(() => PenaltyTransfer)
export class PenaltyTransferResolver {
  @Query(() => PenaltyTransferConnection, {
    complexity: connectionCost,
    description: 'Cases of the jurisdiction that were handed to departments that punish, newest first.',
  })
  async penaltyTransfers(
    @Ctx() context: Context,
    @Args(() => PageArguments) page: PageArguments,
    @Arg('unanswered', () => Boolean, {
      defaultValue: false,
      description: 'Only those that no department has answered yet.',
    })
    unanswered: boolean,
  ) {
    const request = pageRequest(page, ['uuid']);
    return connectionFor(request, await listTransfers(context, unanswered, request), {
      nodeOf: (row) => transferOf(row, context.locale),
      keysetOf: (row) => [row.id],
      countAll: () => countTransfers(context, unanswered),
    });
  }

  @Mutation(() => RecordTransferAnswerPayload, {
    description: 'Records what the department answered to a case (移送反馈). It changes no tier.',
  })
  async recordTransferAnswer(
    @Arg('input', () => RecordTransferAnswerInput, {
      description: 'What is to be done, with an idempotency key.',
    })
    input: RecordTransferAnswerInput,
    @Ctx() context: Context,
  ) {
    const outcome = await recordTransferAnswer(context, {
      ...input,
      transferId: uuidIn(input.transferId, ID.transfer),
    });
    return payloadOf(context, outcome, async ({ transferId }) => ({
      transfer: await loadTransfer(context, transferId),
    }));
  }

  @FieldResolver(() => String, {
    complexity: 20,
    description:
      'The file as it was handed over, as canonical JSON: house, hazards, looks, evidence and who saw them. Of the people responsible it holds opaque ids only.',
  })
  async file(@Root() { row }: PenaltyTransfer, @Ctx() context: Context): Promise<string> {
    const found = await context.loaders.transferFile.load(row.id);
    return canonicalJson(found?.file ?? null);
  }

  @FieldResolver(() => RentalHouse, { nullable: true, description: 'The house.' })
  house(@Root() { row }: PenaltyTransfer, @Ctx() context: Context): Promise<RentalHouse | null> {
    return loadRentalHouse(context, row.houseId);
  }

  @FieldResolver(() => Person, {
    nullable: true,
    description:
      'Who owned the house then, and would be punished; masked without a stated purpose (`x-purpose`), and each look is logged.',
  })
  async owner(@Root() { row }: PenaltyTransfer, @Ctx() context: Context): Promise<Person | null> {
    const person = await findPerson(context, row.ownerId, 'PenaltyTransfer.owner');
    return person === null ? null : personOf(person);
  }

  @FieldResolver(() => Hazard, {
    nullable: true,
    description: 'The hazard whose last failure brought it about.',
  })
  async hazard(@Root() { row }: PenaltyTransfer, @Ctx() context: Context): Promise<Hazard | null> {
    const [hazard] = await loadHazards(context, [row.hazardId]);
    return hazard ?? null;
  }
}

export const penaltyTransferAccess: AccessMap = {
  Query: { penaltyTransfers: allow('STATION_OFFICER', 'AUDITOR') },
  Mutation: { recordTransferAnswer: allow('STATION_OFFICER') },
  PenaltyTransfer: inheritedFields(
    'id',
    'transferredOn',
    'organ',
    'legalBasis',
    'failureCount',
    'file',
    'fileSha256',
    'officerName',
    'answer',
    'answeredOn',
    'answerDocument',
    'house',
    'owner',
    'hazard',
  ),
  RecordTransferAnswerPayload: { ...payloadFields, transfer: inherited },
  ...connectionAccess('PenaltyTransfer'),
};
