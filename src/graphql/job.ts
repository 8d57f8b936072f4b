import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  Float,
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
import type { Context, Locale } from '../usecases/context.js';
import { importRecords } from '../usecases/import/import-records.js';
import { cancelJob } from '../usecases/job/cancel-job.js';
import { findJob, type JobView } from '../usecases/job/find-job.js';
import { countRefusals, listRefusals, type RefusalRow } from '../usecases/job/list-refusals.js';
import { type AccessMap, allow, inherited, inheritedFields } from './access.js';
import { Act, Payload, payloadFields, payloadOf } from './act.js';
import { ID, globalId } from '../http/global-id.js';
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
import { DateTimeScalar } from './scalars.js';

export const JobState = {
  QUEUED: 'QUEUED',
  RUNNING: 'RUNNING',
  SUCCEEDED: 'SUCCEEDED',
  FAILED: 'FAILED',
  CANCELLED: 'CANCELLED',
} as const;
const WHAT_STAYS =
  'Imports and trials have no effect then; a re-rating keeps the stretches that it had finished.';
registerEnumType(JobState, {
  name: 'JobState',
  description: 'How far a job has come.',
  valuesConfig: {
    QUEUED: { description: 'Waits for its turn (排队中).' },
    RUNNING: { description: 'Is being worked on (处理中).' },
    SUCCEEDED: { description: 'Done (已完成).' },
    FAILED: { description: `Ended before it was through; \`refusalCode\` says why (未完成). ${WHAT_STAYS}` },
    CANCELLED: { description: `Stopped by an officer (已取消). ${WHAT_STAYS}` },
  },
});

export const PublicityTable = { PENALTY: 'PENALTY', PERMIT: 'PERMIT' } as const;
registerEnumType(PublicityTable, {
  name: 'PublicityTable',
  description: 'One of the two double-publicity tables (双公示).',
  valuesConfig: { PENALTY: { description: '行政处罚' }, PERMIT: { description: '行政许可' } },
});

export const FileEncoding = { UTF_8: 'UTF_8', GB18030: 'GB18030' } as const;
registerEnumType(FileEncoding, {
  name: 'FileEncoding',
  description: 'How the characters of a file are written.',
  valuesConfig: {
    UTF_8: { description: 'With or without a byte-order mark.' },
    GB18030: { description: 'GB 18030, which includes GBK and GB 2312.' },
  },
});

export const ErrorPolicy = { REJECT_ALL: 'REJECT_ALL', SKIP_FAILED: 'SKIP_FAILED' } as const;
registerEnumType(ErrorPolicy, {
  name: 'ErrorPolicy',
  description: 'What happens to the good rows when others are refused.',
  valuesConfig: {
    REJECT_ALL: { description: 'Nothing is kept (整批退回).' },
    SKIP_FAILED: { description: 'The good rows are kept, the others left out (跳过错误行).' },
  },
});

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'Long work with progress; it survives a restart and can be cancelled.',
})
export class Job extends Node {
  @Field(() => String, { description: 'Kind of work, such as `IMPORT_RECORDS`.' })
  kind!: string;

  @Field(() => JobState, { description: 'How far it has come.' })
  state!: string;

  @Field(() => Float, { description: 'Rows worked on.' })
  done!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Rows in all; an estimate while it runs, null before it starts.',
  })
  total!: number | null;

  @Field(() => Float, { description: 'Rows kept.' })
  kept!: number;

  @Field(() => Float, { description: 'Rows that were on file already.' })
  unchanged!: number;

  @Field(() => Float, { description: 'Rows refused; the first 10,000 refusals can be read.' })
  refused!: number;

  @Field(() => String, { nullable: true, description: 'Why the whole job failed.' })
  refusalCode!: string | null;

  @Field(() => Float, { nullable: true, description: 'Rows a second.' })
  ratePerSecond!: number | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it will be done at this rate.' })
  expectedEndAt!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was ordered.' })
  queuedAt!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When work began.' })
  startedAt!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ended.' })
  finishedAt!: string | null;

  uuid!: string;
}

@ObjectType({ simpleResolvers: true, description: 'A row of a file that was refused.' })
export class RefusedRow {
  @Field(() => Int, { description: 'Line as a spreadsheet counts: the heading is row 1.' })
  rowNumber!: number;

  @Field(() => String, {
    description: 'Column under its official heading; empty when the whole row or file is meant.',
  })
  column!: string;

  @Field(() => String, { description: 'Code of the refusal.' })
  code!: string;

  @Field(() => String, {
    description: 'Why, in the language of the request. Never repeats what stood in the cell.',
  })
  reason!: string;
}

export const RefusedRowConnection = connectionOf(RefusedRow, 'RefusedRow');

function refusedRowOf({ rowNumber, column, code, explanation }: RefusalRow, locale: Locale): RefusedRow {
  return { rowNumber, column, code, reason: locale === 'en' ? explanation.en : explanation.zh };
}

function jobOf(view: JobView): Job {
  const { kind, state, refusalCode, ratePerSecond, expectedEndAt, queuedAt, startedAt, finishedAt } = view;
  return {
    uuid: view.id,
    id: globalId(ID.job, view.id),
    done: view.doneCount,
    total: view.totalCount,
    kept: view.keptCount,
    unchanged: view.unchangedCount,
    refused: view.refusedCount,
    ...{ kind, state, refusalCode, ratePerSecond, expectedEndAt, queuedAt, startedAt, finishedAt },
  };
}

/** A job of the caller's office. */
export async function loadJob(context: Context, uuid: string): Promise<Job | null> {
  const view = await findJob(context, uuid);
  return view === null ? null : jobOf(view);
}

@InputType({
  description: 'A file of one of the double-publicity tables, uploaded before by `POST /uploads`.',
})
export class ImportRecordsInput extends Act {
  @Field(() => IdType, { description: 'As the upload answered it.' })
  uploadId!: string;

  @Field(() => PublicityTable, { description: 'Which table it is.' })
  table!: keyof typeof PublicityTable;

  @Field(() => FileEncoding, {
    nullable: true,
    description: 'How it is written; found out from the file when absent.',
  })
  encoding?: keyof typeof FileEncoding | null;

  @Field(() => ErrorPolicy, { description: 'What happens to the good rows when others are refused.' })
  errorPolicy!: keyof typeof ErrorPolicy;
}

@InputType({ description: 'A job to be stopped.' })
export class CancelJobInput extends Act {
  @Field(() => IdType, { description: 'The job.' })
  jobId!: string;
}

@ObjectType({ simpleResolvers: true, description: 'The job that does the import.' })
export class ImportRecordsPayload extends Payload {
  @Field(() => Job, { nullable: true, description: 'Ask for it again by `node` to see its progress.' })
  job?: Job | null;
}

@ObjectType({ simpleResolvers: true, description: 'The job after the request to stop.' })
export class CancelJobPayload extends Payload {
  @Field(() => Job, { nullable: true, description: 'The job.' })
  job?: Job | null;
}

@Resolver(() => Job)
export class JobResolver {
  @Query(() => Job, { nullable: true, description: "A job of the caller's office." })
  job(
    @Arg('id', () => IdType, { description: 'The job.' }) id: string,
    @Ctx() context: Context,
  ): Promise<Job | null> {
    return loadJob(context, uuidIn(id, ID.job));
  }

  @Mutation(() => ImportRecordsPayload, {
    description:
      'Imports a double-publicity table (双公示) as a job. Rows that are on file already change nothing; refused rows come back with row, column, code and reason.',
  })
  async importRecords(
    @Arg('input', () => ImportRecordsInput, { description: 'What is to be done, with an idempotency key.' })
    input: ImportRecordsInput,
    @Ctx() context: Context,
  ) {
    const { encoding, ...order } = input;
    const uploadId = uuidIn(input.uploadId, ID.upload);
    const outcome = await importRecords(context, { ...order, uploadId, encoding: encoding ?? null });
    return payloadOf(context, outcome, async ({ jobId }) => ({ job: await loadJob(context, jobId) }));
  }

  @Mutation(() => CancelJobPayload, {
    description:
      'Stops a job. What it has not kept yet is never kept: nothing of an import or a trial; of a re-rating or a screening the stretches that are finished stay.',
  })
  async cancelJob(
    @Arg('input', () => CancelJobInput, { description: 'What is to be done, with an idempotency key.' })
    input: CancelJobInput,
    @Ctx() context: Context,
  ) {
    const outcome = await cancelJob(context, { ...input, jobId: uuidIn(input.jobId, ID.job) });
    return payloadOf(context, outcome, async ({ jobId }) => ({ job: await loadJob(context, jobId) }));
  }

  @FieldResolver(() => RefusedRowConnection, {
    complexity: connectionCost,
    description: 'Refused rows in the order of the file.',
  })
  async refusedRows(
    @Root() { uuid }: Job,
    @Ctx() context: Context,
    @Args(() => PageArguments) page: PageArguments,
  ) {
    const request = pageRequest(page, ['number', 'string', 'string']);
    return connectionFor(request, await listRefusals(context, uuid, request), {
      nodeOf: (row) => refusedRowOf(row, context.locale),
      keysetOf: ({ rowNumber, column, code }) => [rowNumber, column, code],
      countAll: () => countRefusals(context, uuid),
    });
  }
}

const clerk = allow('CREDIT_CLERK');
/** Whoever may order a job may see and stop those of his office. */
const orders = allow('APPROVAL_OFFICER', 'CREDIT_CLERK', 'STANDARD_OFFICER', 'MARKET_REGULATOR');

export const jobAccess: AccessMap = {
  Query: { job: orders },
  Mutation: { importRecords: clerk, cancelJob: orders },
  Job: {
    ...inheritedFields('id', 'kind', 'state', 'done', 'total', 'kept', 'unchanged', 'refused', 'refusalCode'),
    ...inheritedFields(
      'ratePerSecond',
      'expectedEndAt',
      'queuedAt',
      'startedAt',
      'finishedAt',
      'refusedRows',
    ),
  },
  RefusedRow: inheritedFields('rowNumber', 'column', 'code', 'reason'),
  ImportRecordsPayload: { ...payloadFields, job: inherited },
  CancelJobPayload: { ...payloadFields, job: inherited },
  ...connectionAccess('RefusedRow'),
};
