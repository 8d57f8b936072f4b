import {
  Kind,
  visit,
  type DocumentNode,
  type FragmentDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { LRUCache } from 'lru-cache';

/** How large a document is once its fragments are written out. */
export interface Size {
  /** Levels of selections below the operation; what stands under `__schema` and `__type` is not counted. */
  readonly depth: number;
  readonly nodes: number;
  readonly aliases: number;
}

/** What is worked out once per document, however often it is sent. */
export interface DocumentFacts {
  readonly usesIntrospection: boolean;
  /** False when the compiling executor must not see this document: see `isSafeToCompile`. */
  readonly compilable: boolean;
}

const MOST_DOCUMENTS = 1_000;
const MOST_CHARACTERS = 4_000_000;
const NOTHING: Size = { depth: 0, nodes: 0, aliases: 0 };

/** Parsed and validated documents by hash, the least recently sent forgotten first; in the form that Apollo asks for. */
export function documentStore() {
  const documents = new LRUCache<string, DocumentNode>({
    max: MOST_DOCUMENTS,
    maxSize: MOST_CHARACTERS,
    sizeCalculation: (document) => document.loc?.source.body.length ?? MOST_CHARACTERS,
  });
  return {
    get: (key: string) => Promise.resolve(documents.get(key)),
    set: (key: string, document: DocumentNode) => {
      documents.set(key, document);
      return Promise.resolve();
    },
    delete: (key: string) => Promise.resolve(documents.delete(key)),
  };
}

/** The size of the whole document, in time proportional to its length even when fragments multiply. */
export function sizeOf(document: DocumentNode): Size {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const known = new Map<string, Size>();
  const sizeOfFragment = (name: string): Size => {
    const found = known.get(name);
    if (found !== undefined) return found;
    // A fragment that contains itself is refused by another rule; here it only must not recurse for ever.
    known.set(name, NOTHING);
    const fragment = fragments.get(name);
    const size = fragment === undefined ? NOTHING : sizeOfSelections(fragment.selectionSet, sizeOfFragment);
    known.set(name, size);
    return size;
  };
  let total = NOTHING;
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    total = together(total, sizeOfSelections(definition.selectionSet, sizeOfFragment));
  }
  return total;
}

const factsByDocument = new WeakMap<DocumentNode, DocumentFacts>();

export function factsOf(document: DocumentNode): DocumentFacts {
  const known = factsByDocument.get(document);
  if (known !== undefined) return known;
  let usesIntrospection = false;
  visit(document, {
    Field({ name: { value } }) {
      if (value === '__schema' || value === '__type') usesIntrospection = true;
    },
  });
  const facts = { usesIntrospection, compilable: isSafeToCompile(document) };
  factsByDocument.set(document, facts);
  return facts;
}

/**
 * graphql-jit 0.8 writes literals into the code that it generates, and a string literal that holds one of its own marks
 * is taken for code: `"__MAGIC_DATE__…(process.exit())"` runs. So no document with a string literal reaches it; such
 * documents, which clients write by hand, are executed by graphql-js. Values in variables never become code.
 * It also joins response names with `_` to tell fields apart, so that names which contain one may be mixed up.
 */
function isSafeToCompile(document: DocumentNode): boolean {
  let isSafe = true;
  visit(document, {
    StringValue() {
      isSafe = false;
    },
    Field({ alias, name }) {
      const key = (alias ?? name).value;
      if (key.includes('_') && key !== '__typename') isSafe = false;
    },
  });
  return isSafe;
}

function sizeOfSelections(set: SelectionSetNode, sizeOfFragment: (name: string) => Size): Size {
  return set.selections
    .map((selection) => sizeOfSelection(selection, sizeOfFragment))
    .reduce(together, NOTHING);
}

function sizeOfSelection(selection: SelectionNode, sizeOfFragment: (name: string) => Size): Size {
  if (selection.kind === Kind.FRAGMENT_SPREAD) return oneMore(sizeOfFragment(selection.name.value));
  if (selection.kind === Kind.INLINE_FRAGMENT)
    return oneMore(sizeOfSelections(selection.selectionSet, sizeOfFragment));
  const { name, alias, selectionSet } = selection;
  const below = selectionSet === undefined ? NOTHING : sizeOfSelections(selectionSet, sizeOfFragment);
  return {
    depth: name.value.startsWith('__') ? 1 : below.depth + 1,
    nodes: below.nodes + 1,
    aliases: below.aliases + (alias === undefined ? 0 : 1),
  };
}

function oneMore({ depth, nodes, aliases }: Size): Size {
  return { depth, nodes: nodes + 1, aliases };
}

function together(a: Size, b: Size): Size {
  return { depth: Math.max(a.depth, b.depth), nodes: a.nodes + b.nodes, aliases: a.aliases + b.aliases };
}
