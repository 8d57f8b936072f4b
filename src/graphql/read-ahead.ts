import { type GraphQLFieldResolver, type GraphQLSchema, isIntrospectionType, isObjectType } from 'graphql';

/**
 * Lets an object bring what its field would otherwise have to look up: a page that has read the owner of each house with
 * the houses puts `owner` into them, and then no resolver is asked. Fields with arguments are always resolved.
 */
export function takeWhatWasRead(schema: GraphQLSchema): GraphQLSchema {
  const roots = [schema.getQueryType(), schema.getMutationType()];
  for (const type of Object.values(schema.getTypeMap())) {
    // The types of introspection are shared by all schemas of the process, and their fields are told, not read.
    if (!isObjectType(type) || isIntrospectionType(type) || roots.includes(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const { name, args, resolve } = field;
      if (resolve !== undefined && args.length === 0) field.resolve = unlessRead(name, resolve);
    }
  }
  return schema;
}

function unlessRead<Source, Context>(
  name: string,
  resolve: GraphQLFieldResolver<Source, Context>,
): GraphQLFieldResolver<Source, Context> {
  return (source, args, context, info) => {
    const read = (source as Readonly<Record<string, unknown>>)[name];
    return read === undefined || typeof read === 'function' ? resolve(source, args, context, info) : read;
  };
}
