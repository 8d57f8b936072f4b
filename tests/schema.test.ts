import { describe, expect, test } from '@jest/globals';
import {
  buildClientSchema,
  introspectionFromSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  parse,
  type GraphQLSchema,
  validate,
} from 'graphql';
import { buildAppSchema } from '../src/graphql/schema.js';
import { EXAMPLES } from '../src/http/examples.js';

/** Everything of the schema that integrators read about without a word of explanation. */
function undescribed(schema: GraphQLSchema): string[] {
  const missing: string[] = [];
  const look = (name: string, described: { readonly description?: string | null | undefined }) => {
    if (!described.description?.trim()) missing.push(name);
  };
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__')) continue;
    look(type.name, type);
    if (isEnumType(type)) for (const value of type.getValues()) look(`${type.name}.${value.name}`, value);
    if (isInputObjectType(type))
      for (const field of Object.values(type.getFields())) look(`${type.name}.${field.name}`, field);
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      look(`${type.name}.${field.name}`, field);
      for (const argument of field.args) look(`${type.name}.${field.name}(${argument.name})`, argument);
    }
  }
  return missing;
}

describe('the schema as integrators read it', () => {
  const schema = buildAppSchema();

  test('says a word about every type, field, argument and enum value', () => {
    const ownRoots = ['Query', 'Mutation'];
    expect(undescribed(schema).filter((name) => !ownRoots.includes(name))).toEqual([]);
  });

  test('can be introspected by the tools of integrators', () => {
    const read = buildClientSchema(introspectionFromSchema(schema));
    expect(read.getDirective('deprecated')?.args[0]?.defaultValue).toBe('No longer supported');
  });

  test('gives every mutation one input with an idempotency key, and one payload with its refusals', () => {
    for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
      expect(field.args.map(({ name }) => name)).toEqual(['input']);
      const input = schema.getType(String(field.args[0]?.type).replace('!', ''));
      expect(isInputObjectType(input) && Object.keys(input.getFields())).toContain('idempotencyKey');
      const payload = schema.getType(String(field.type).replace('!', ''));
      expect(isObjectType(payload) && Object.keys(payload.getFields())).toEqual(
        expect.arrayContaining(['userErrors', 'replayed']),
      );
    }
  });
});

describe('the worked examples of GraphiQL', () => {
  test('are operations that the schema knows', () => {
    const schema = buildAppSchema();
    for (const { query } of EXAMPLES)
      expect(validate(schema, parse(query)).map(({ message }) => message)).toEqual([]);
  });
});
