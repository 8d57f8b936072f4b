import {
  Arg,
  Ctx,
  Field,
  FieldResolver,
  ObjectType,
  Query,
  registerEnumType,
  Resolver,
  Root,
} from 'type-graphql';
import { compactReceipt } from '../domain/receipt.js';
import { receiptPath, reportPath } from '../http/receipt-paths.js';
import type { Context } from '../usecases/context.js';
import type { CheckRow } from '../usecases/credit-check/list-checks.js';
import { verifyReceipt } from '../usecases/receipt/verify-receipt.js';
import { type AccessMap, inheritedFields, official } from './access.js';
import { enumOf } from './enum-of.js';
import { CreditCodeScalar, DateScalar, DateTimeScalar } from './scalars.js';
import { VerdictCode } from './verdict.js';

@ObjectType({
  simpleResolvers: true,
  description:
    'What proves an answer years later (核查回执): everything it rested on, signed. `scripts/verify-receipt.mjs` verifies it without this service.',
})
export class CreditReceipt {
  @Field(() => String, {
    description:
      'Compact JSON Web Signature (RFC 7515), EdDSA with Ed25519; its payload is the canonical JSON (RFC 8785) of the answer and all it rested on.',
  })
  jws!: string;

  @Field(() => String, { description: 'SHA-256 of the payload, 64 hexadecimal digits.' })
  hash!: string;

  @Field(() => String, {
    description: 'Which of the published keys signed it (`/.well-known/receipt-keys.json`).',
  })
  keyId!: string;

  @Field(() => DateTimeScalar, { description: 'When it was issued.' })
  issuedAt!: string;

  @Field(() => DateScalar, {
    description: 'Last day on which the answer may be relied on without asking again.',
  })
  expiresOn!: string;

  @Field(() => String, {
    description:
      'Where the office that asked reads it as a report for A4 paper (信用核查报告), below the address of the service, with the same bearer token. Each look is logged.',
  })
  reportPath!: string;

  path!: string;
}

export function creditReceiptOf(row: CheckRow): CreditReceipt | null {
  const { id, receipt, receiptHash, keyId, signature } = row;
  if (receipt === null || receiptHash === null || keyId === null || signature === null) return null;
  return {
    jws: compactReceipt(receipt, keyId, signature),
    hash: receiptHash,
    keyId,
    issuedAt: receipt.issuedAt,
    expiresOn: receipt.expiresOn,
    reportPath: reportPath(id),
    path: receiptPath(id, receiptHash),
  };
}

export const ReceiptStateCode = enumOf('VALID', 'EXPIRED', 'TAMPERED', 'UNKNOWN_KEY', 'NOT_ON_RECORD');
registerEnumType(ReceiptStateCode, {
  name: 'ReceiptState',
  description: 'What becomes of a receipt that somebody shows (回执核验).',
  valuesConfig: {
    VALID: { description: 'Genuine, on record, and to be relied on (有效).' },
    EXPIRED: { description: 'Genuine and on record, but its term is over: ask again (已过有效期).' },
    TAMPERED: { description: 'No receipt, or not as it was issued (内容不符).' },
    UNKNOWN_KEY: {
      description: 'Signed with a key that is not published, or was revoked before (密钥不明或者已作废).',
    },
    NOT_ON_RECORD: { description: 'Signed with a published key, but never issued (查无在案).' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'What a receipt that somebody shows is worth.' })
export class ReceiptVerification {
  @Field(() => ReceiptStateCode, { description: 'What becomes of it.' })
  state!: string;

  @Field(() => String, { nullable: true, description: 'Which key it names; null when it names none.' })
  keyId!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'SHA-256 of its payload; null, like all that follows, unless this very text is on record.',
  })
  hash!: string | null;

  @Field(() => String, { nullable: true, description: 'The office that it was issued to.' })
  officeName!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was issued.' })
  issuedAt!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Last day on which it may be relied on.' })
  expiresOn!: string | null;

  @Field(() => CreditCodeScalar, { nullable: true, description: 'About whom.' })
  creditCode!: string | null;

  @Field(() => VerdictCode, { nullable: true, description: 'The verdict.' })
  verdict!: string | null;
}

const NOTHING_SHOWN = {
  hash: null,
  officeName: null,
  issuedAt: null,
  expiresOn: null,
  creditCode: null,
  verdict: null,
} as const;

@Resolver(() => CreditReceipt)
export class CreditReceiptResolver {
  @Query(() => ReceiptVerification, {
    complexity: ({ childComplexity }) => 5 + childComplexity,
    description:
      'Whether a receipt that somebody shows is as it was issued, on record, and still to be relied on (回执核验).',
  })
  async verifyReceipt(
    @Arg('jws', () => String, { description: 'The receipt, as `CreditReceipt.jws` has it.' }) jws: string,
    @Ctx() context: Context,
  ): Promise<ReceiptVerification> {
    const { state, keyId, receipt } = await verifyReceipt(context, jws);
    return { ...(receipt ?? NOTHING_SHOWN), state, keyId };
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Where anybody who holds the report sees whether it is on record; null as long as the service has not been told its public address.',
  })
  verificationUrl(@Root() { path }: CreditReceipt, @Ctx() { publicUrl }: Context): string | null {
    return publicUrl === null ? null : `${publicUrl}${path}`;
  }
}

export const creditReceiptAccess: AccessMap = {
  Query: { verifyReceipt: official },
  CreditReceipt: inheritedFields(
    'jws',
    'hash',
    'keyId',
    'issuedAt',
    'expiresOn',
    'reportPath',
    'verificationUrl',
  ),
  ReceiptVerification: inheritedFields(
    'state',
    'keyId',
    'hash',
    'officeName',
    'issuedAt',
    'expiresOn',
    'creditCode',
    'verdict',
  ),
};
