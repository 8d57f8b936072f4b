import { createRequire } from 'node:module';
import { isIntrospectionType, isObjectType, type GraphQLSchema } from 'graphql';
import type * as Middleware from 'graphql-middleware';
import type * as Shield from 'graphql-shield';
import { DomainError } from '../domain/refusal.js';
import type { Context, Role } from '../usecases/context.js';

/**
 * The ES module of graphql-shield asks for a function that Node has dropped, and it must share one copy of
 * graphql-middleware with us to recognise what it made; so both are loaded as CommonJS, by one require.
 */
const require = createRequire(import.meta.url);
const { and, allow: everybody, deny, or, rule, shield } = require('graphql-shield') as typeof Shield;
const { applyMiddleware } = require('graphql-middleware') as typeof Middleware;

/** Rule of a field. */
export type AccessRule = ReturnType<typeof and> | ReturnType<ReturnType<typeof rule>>;

/** For fields whose parent has already decided. Root fields cannot inherit. */
export const inherited = Symbol('inherited');

/** What may be read of each type: every field is named, with a rule or as inherited. */
export type AccessMap = Readonly<Record<string, Readonly<Record<string, AccessRule | typeof inherited>>>>;

/** Everybody, signed in or not. */
export const anyone: AccessRule = everybody;

/** Whoever is signed in, officials and people who look at what is theirs. */
export const signedIn: AccessRule = when('signedIn', (_parent, _args, { actor }) => actor !== null);

/** Every officer, whatever the role; nobody who signs in for himself. */
export const official: AccessRule = when('official', (_parent, _args, { actor }) => actor?.personId === null);

const rulesByRoles = new Map<string, AccessRule>();

/** Officers who have at least one of these roles. */
export function allow(...roles: readonly Role[]): AccessRule {
  const name = `allow ${[...roles].sort().join(' ')}`;
  const known = rulesByRoles.get(name);
  if (known !== undefined) return known;
  const made = when(
    name,
    (_parent, _args, { actor }) => actor?.roles.some((role) => roles.includes(role)) ?? false,
  );
  rulesByRoles.set(name, made);
  return made;
}

type Condition<Parent, Args> = (parent: Parent, args: Args, context: Context) => boolean | Promise<boolean>;

/**
 * A rule of its own. It is asked for every single object and never remembered, because its answer may hang on the parent.
 * A condition that throws refuses, and what it threw is what the caller gets (masked when unknown).
 */
export function when<Parent = unknown, Args = unknown>(
  name: string,
  condition: Condition<Parent, Args>,
): AccessRule {
  return rule(name, { cache: 'no_cache' })(async (parent: Parent, args: Args, context: Context) => {
    try {
      return (await condition(parent, args, context)) ? true : refusalFor(context);
    } catch (error) {
      return error instanceof Error ? error : new Error('A condition of access threw no error.');
    }
  });
}

/** All of these rules. */
export function allOf(...rules: readonly AccessRule[]): AccessRule {
  return and(...rules);
}

/** At least one of these rules. */
export function anyOf(...rules: readonly AccessRule[]): AccessRule {
  return or(...rules);
}

/** Fields that all inherit. */
export function inheritedFields<Name extends string>(
  ...names: readonly Name[]
): Record<Name, typeof inherited> {
  return Object.fromEntries(names.map((name) => [name, inherited])) as Record<Name, typeof inherited>;
}

/** One map of all. Throws Error when two maps declare the same field: then nobody could say which one holds. */
export function composeAccess(maps: readonly AccessMap[]): AccessMap {
  const composed: Record<string, Record<string, AccessRule | typeof inherited>> = {};
  for (const map of maps) {
    for (const [type, fields] of Object.entries(map)) {
      const known = (composed[type] ??= {});
      const twice = Object.keys(fields).filter((field) => Object.hasOwn(known, field));
      if (twice.length > 0) throw new Error(`Declared twice in the access map: ${type}.${twice.join(', ')}`);
      Object.assign(known, fields);
    }
  }
  return composed;
}

/**
 * The schema with its rules. Throws Error, naming them, when a field of the schema is not declared, when a declared
 * one is not in the schema, and when a root field has no rule of its own.
 */
export function withAccess(schema: GraphQLSchema, maps: readonly AccessMap[]): GraphQLSchema {
  const map = composeAccess(maps);
  const mistakes = mistakesIn(schema, map);
  if (mistakes.length > 0)
    throw new Error(`The access map and the schema differ:\n  ${mistakes.join('\n  ')}`);
  const rules = rulesIn(map);
  const guard = shield(rules, { fallbackRule: deny, fallbackError: thrownBy }).generate(schema) as Guards;
  return applyMiddleware(schema, onlyWhereRuled(guard, rules));
}

type Rules = Record<string, Record<string, AccessRule>>;
type Guards = Record<string, Record<string, Guard>>;
/** What graphql-middleware puts around a resolver. */
type Guard = Middleware.IMiddlewareFunction<unknown, Context, unknown>;

/** The fields that carry a rule. Whatever else a type has or gets is denied, not left open. */
function rulesIn(map: AccessMap): Rules {
  const rules: Rules = {};
  for (const [type, fields] of Object.entries(map)) {
    const ruled = Object.entries(fields).filter(
      (entry): entry is [string, AccessRule] => entry[1] !== inherited,
    );
    if (ruled.length > 0) rules[type] = { ...Object.fromEntries(ruled), '*': deny };
  }
  return rules;
}

/**
 * Shield wraps every field of the schema, which makes pages four times slower; that each field is declared has been
 * checked, so only those with a rule need their guard.
 */
function onlyWhereRuled(guards: Guards, rules: Rules): Guards {
  const kept: Guards = {};
  for (const [type, fields] of Object.entries(rules)) {
    const ruled = Object.keys(fields).filter((field) => field !== '*' && fields[field] !== anyone);
    const entries = ruled.map((field) => [field, guards[type]?.[field] ?? missing(type, field)] as const);
    if (entries.length > 0) kept[type] = Object.fromEntries(entries);
  }
  return kept;
}

function missing(type: string, field: string): never {
  throw new Error(`No guard was made for ${type}.${field}.`);
}

function mistakesIn(schema: GraphQLSchema, map: AccessMap): string[] {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const unseen = new Set(
    Object.entries(map).flatMap(([type, fields]) => Object.keys(fields).map((field) => `${type}.${field}`)),
  );
  const mistakes: string[] = [];
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || isIntrospectionType(type)) continue;
    for (const field of Object.keys(type.getFields())) {
      const name = `${type.name}.${field}`;
      const declared = map[type.name]?.[field];
      unseen.delete(name);
      if (declared === undefined) mistakes.push(`${name} is not declared`);
      else if (declared === inherited && roots.includes(type))
        mistakes.push(`${name} is a root field and has no rule`);
    }
  }
  return [...mistakes, ...[...unseen].map((name) => `${name} is not in the schema`)];
}

/** Shield calls this with what a resolver threw, or with null when a rule merely said no. */
function thrownBy(error: unknown, _parent: object, _args: object, context: unknown): Error {
  if (error instanceof Error) return error;
  return error === null ? refusalFor(context as Context) : new Error('A resolver threw no error.');
}

function refusalFor({ actor }: Context): DomainError {
  return new DomainError(actor === null ? 'UNAUTHENTICATED' : 'FORBIDDEN');
}
