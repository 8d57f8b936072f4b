import { hash } from 'node:crypto';

/**
 * A tree of hashes over a list (Merkle tree): whoever knows its root can be shown, by a short path, that a line stands on the list,
 * and sees nothing of the other lines. Leaves and nodes are lower-case hex SHA-256; an odd last node is carried up unchanged.
 */

/** The tree is kept from the height on at which a node covers so many leaves; what lies below is computed when it is asked for. */
export const BLOCK = 1_024;

export function nodeHash(left: string, right: string): string {
  return hash('sha256', `node|${left}|${right}`, 'hex');
}

/** All levels of the tree, from the leaves to the root. */
export function levelsOf(leaves: readonly string[]): string[][] {
  const levels = [[...leaves]];
  for (let level = leaves; level.length > 1;) {
    const above: string[] = [];
    for (let at = 0; at < level.length; at += 2) {
      const [left = '', right] = level.slice(at, at + 2);
      above.push(right === undefined ? left : nodeHash(left, right));
    }
    levels.push(above);
    level = above;
  }
  return levels;
}

/** The root over at least one leaf. */
export function rootOf(leaves: readonly string[]): string {
  const root = levelsOf(leaves).at(-1)?.[0];
  if (root === undefined) throw new RangeError('A tree has at least one leaf');
  return root;
}

/** The neighbours that lead from a leaf to the root, from below. */
export function pathOf(levels: readonly (readonly string[])[], index: number): string[] {
  const path: string[] = [];
  let at = index;
  for (const level of levels) {
    const neighbour = level[at % 2 === 0 ? at + 1 : at - 1];
    if (neighbour !== undefined) path.push(neighbour);
    at = Math.floor(at / 2);
  }
  return path;
}

/** The root that a leaf at this place of so many leads to; null when the path is of a wrong length or the place is none. */
export function rootFromPath(
  leaf: string,
  { index, size, path }: { index: number; size: number; path: readonly string[] },
): string | null {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) return null;
  const rest = [...path];
  let node = leaf;
  for (let [at, count] = [index, size]; count > 1; at = Math.floor(at / 2), count = Math.ceil(count / 2)) {
    if (at % 2 === 0 && at === count - 1) continue;
    const neighbour = rest.shift();
    if (neighbour === undefined) return null;
    node = at % 2 === 0 ? nodeHash(node, neighbour) : nodeHash(neighbour, node);
  }
  return rest.length === 0 ? node : null;
}
