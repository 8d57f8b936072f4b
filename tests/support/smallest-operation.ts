import {
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  getNamedType,
} from 'graphql';
import { completeCreditCode } from '../../src/domain/credit-code.js';

const OF_SCALAR: Readonly<Record<string, unknown>> = {
  Boolean: false,
  CreditCode: completeCreditCode('91', '440784', 'MA099999'),
  Date: '2026-07-01',
  DateTime: '2026-07-01T00:00:00Z',
  Decimal: '1.00',
  Float: 1,
  ID: 'none_00000000-0000-7000-8000-000000000000',
  Int: 1,
  RegionCode: '440784001001',
  String: 'x',
};

export interface SmallestOperation {
  readonly query: string;
  readonly variables: Record<string, unknown>;
}

/**
 * An operation of nothing but this root field, with a value of the right type for each argument that it needs: whether
 * somebody may use the field at all can be asked with it.
 */
export function smallestOperation(
  schema: GraphQLSchema,
  kind: 'query' | 'mutation',
  name: string,
): SmallestOperation {
  const root = kind === 'query' ? schema.getQueryType() : schema.getMutationType();
  const field = root?.getFields()[name];
  if (field === undefined) throw new Error(`There is no ${kind} ${name}.`);
  const args = field.args.filter(({ type, name: arg }) => isNonNullType(type) || arg === 'first');
  const declared = args.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ');
  const passed = args.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
  const call = args.length === 0 ? name : `${name}(${passed})`;
  return {
    query: `${kind} ${args.length === 0 ? '' : `(${declared})`} { ${call} ${selectionOf(field)} }`,
    variables: Object.fromEntries(args.map((arg) => [arg.name, sampleOf(arg.type)])),
  };
}

function selectionOf({ type }: GraphQLField<unknown, unknown>): string {
  return isCompositeType(getNamedType(type)) ? '{ __typename }' : '';
}

function sampleOf(type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return sampleOf(type.ofType);
  if (isListType(type)) return [];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (isInputObjectType(type)) {
    const needed = Object.values(type.getFields()).filter((field) => isNonNullType(field.type));
    return Object.fromEntries(needed.map((field) => [field.name, sampleOf(field.type)]));
  }
  const sample = OF_SCALAR[type.name];
  if (sample === undefined) throw new Error(`There is no sample of ${type.name}.`);
  return sample;
}
