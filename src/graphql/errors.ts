import 'reflect-metadata';
import { GraphQLError, type DocumentNode, type GraphQLFormattedError } from 'graphql';
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { DomainError, REFUSALS, type RefusalCode } from '../domain/refusal.js';
import { codeOf, explain, loggable, messageOf, type LoggableFailure } from '../http/refusals.js';
import type { Locale } from '../usecases/context.js';
import { pathOfLiteral } from './variables.js';

/** The refusals that are data in a payload, as an enum of the schema: value and name are the code itself. */
export const UserErrorCode: Readonly<Record<string, RefusalCode>> = Object.fromEntries(
  codesOfKind('input').map((code) => [code, code]),
);

registerEnumType(UserErrorCode, {
  name: 'UserErrorCode',
  description:
    'Why an act was refused in a way that the client can put right. Programs read this, people the message.',
  valuesConfig: Object.fromEntries(
    codesOfKind('input').map((code) => [
      code,
      { description: `${REFUSALS[code].en} (${REFUSALS[code].zh})` },
    ]),
  ),
});

@ObjectType({
  simpleResolvers: true,
  description: 'One reason why an act was refused. A payload with such reasons has changed nothing.',
})
export class UserError {
  @Field(() => UserErrorCode, { description: 'Why, for programs.' })
  readonly code: RefusalCode;

  @Field(() => String, {
    description: 'Why, for people: in Chinese, or in English when `Accept-Language` asks for it first.',
  })
  readonly message: string;

  @Field(() => [String], {
    nullable: true,
    description:
      'Path into the input, such as `["input", "creditCode"]`; null when no single value is at fault.',
  })
  readonly field: string[] | null;

  constructor(code: RefusalCode, message: string, field: readonly string[] | null) {
    this.code = code;
    this.message = message;
    this.field = field === null ? null : [...field];
  }
}

/** A refusal as data. Throws on what the client cannot put right: that is an error of the whole request. */
export function userErrorOf(error: unknown, locale: Locale): UserError {
  if (!(error instanceof DomainError) || REFUSALS[error.code].kind !== 'input') throw error;
  return new UserError(error.code, explain(error, locale), error.details.field ?? null);
}

/** For whom errors are put into words. */
export interface Reader {
  readonly locale: Locale;
  /** Whoever may read the schema may also be helped with its names. */
  readonly mayIntrospect: boolean;
  readonly correlationId: string;
  readonly document: DocumentNode | undefined;
}

/** Codes of Apollo whose messages speak of the caller's own document and nothing else. */
const ABOUT_THE_DOCUMENT = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_REQUEST',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);
const SUGGESTION = / ?Did you mean [^]*$/;
/** What graphql-js says when reading or checking a document takes too much work. */
const GIVEN_UP = /Document contains more tha[nt] [0-9]+ tokens|^Validation aborted\.$/;

/**
 * Errors as they leave: refusals in the caller's language, faults of the document without hints about the schema, and
 * everything unknown masked. `report` gets what was masked, to log it.
 */
export function presentErrors(
  errors: readonly GraphQLError[],
  reader: Reader,
  report: (failure: LoggableFailure, path: string) => void,
): GraphQLFormattedError[] {
  const [first, second] = errors;
  // The rule of limits repeats its one refusal to stop the other rules, and validation then says that it gave up.
  const isRepeated = first !== undefined && second !== undefined && originOf(first) === originOf(second);
  return (isRepeated ? [first] : errors).map((error) => presentError(error, reader, report));
}

function presentError(
  error: GraphQLError,
  reader: Reader,
  report: (failure: LoggableFailure, path: string) => void,
): GraphQLFormattedError {
  const { locations, path } = error.toJSON();
  const where = {
    ...(locations === undefined ? {} : { locations }),
    ...(path === undefined ? {} : { path }),
  };
  const origin = originOf(error);
  if (origin instanceof DomainError) {
    const { field, facts } = origin.details;
    return {
      message: explain(origin, reader.locale),
      ...where,
      extensions: { code: origin.code, field, facts },
    };
  }
  if (path === undefined && GIVEN_UP.test(error.message)) {
    return {
      message: messageOf('TOO_COSTLY', reader.locale),
      extensions: { code: 'TOO_COSTLY', facts: { what: 'tokens' } },
    };
  }
  const known = refusalIn(error, reader);
  if (known !== null) return { ...known, ...where };
  const code = codeOf(origin);
  report(loggable(origin), (path ?? []).filter((part) => typeof part === 'string').join('.'));
  return {
    message: messageOf(code, reader.locale),
    ...where,
    extensions: { code, correlationId: reader.correlationId },
  };
}

/** What was thrown in the first place: executors and Apollo wrap errors, some of them twice. */
function originOf(error: GraphQLError): unknown {
  let origin: unknown = error;
  while (origin instanceof GraphQLError && origin.originalError !== undefined) origin = origin.originalError;
  return origin;
}

/** Errors that were made to be read: our own with a refusal's code, and those about the caller's document. */
function refusalIn(
  error: GraphQLError,
  reader: Reader,
): { message: string; extensions: Record<string, unknown> } | null {
  const origin = originOf(error);
  const ours = origin instanceof GraphQLError ? extensionsOf(origin) : {};
  const { code = extensionsOf(error).code, reason, field, facts, detail } = ours;
  if (isRefusalCode(code)) {
    const path = field ?? literalAt(error, reader.document);
    const hint = typeof detail === 'string' ? { detail: withoutSuggestion(detail, reader) } : {};
    return {
      message: messageOf(isRefusalCode(reason) ? reason : code, reader.locale),
      extensions: { code, reason, field: path, facts, ...hint },
    };
  }
  if (typeof code !== 'string' || !ABOUT_THE_DOCUMENT.has(code)) return null;
  return { message: withoutSuggestion(error.message, reader), extensions: { code } };
}

/** Errors of compiled operations have no extensions at all, whatever the type says. */
function extensionsOf(error: GraphQLError): Readonly<Record<string, unknown>> {
  return (error as { extensions?: Readonly<Record<string, unknown>> }).extensions ?? {};
}

function literalAt(error: GraphQLError, document: DocumentNode | undefined): readonly string[] | undefined {
  const [node] = error.nodes ?? [];
  if (document === undefined || node === undefined) return undefined;
  return pathOfLiteral(document, node) ?? undefined;
}

/** Suggestions list names of the schema, which would give it away piece by piece to callers who may not read it. */
function withoutSuggestion(message: string, { mayIntrospect }: Reader): string {
  return mayIntrospect ? message : message.replace(SUGGESTION, '');
}

function isRefusalCode(code: unknown): code is RefusalCode {
  return typeof code === 'string' && Object.hasOwn(REFUSALS, code);
}

function codesOfKind(kind: 'input' | 'request'): RefusalCode[] {
  return (Object.keys(REFUSALS) as RefusalCode[]).filter((code) => REFUSALS[code].kind === kind);
}
