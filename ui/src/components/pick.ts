/** Finding people and organizations by what a clerk types: part of the name, or pinyin initials. */

export interface Findable {
  name: string
  /** Pinyin initials, lower case, when the office gives them: zsm. */
  initials?: string | null
}

/** Whether something is meant by what was typed. */
export function fits(found: Findable, typed: string): boolean {
  const text = typed.trim().toLowerCase()
  return text === '' || found.name.toLowerCase().includes(text) || (found.initials?.toLowerCase().startsWith(text) ?? false)
}

export interface InTree {
  id: number
  name: string
  parent?: number | null
  initials?: string | null
}

/** Organizations in the order of their tree, each with its depth. An organization whose parent is not among them
 * stands at the top. */
export function inTreeOrder<Node extends InTree>(nodes: readonly Node[]): { node: Node; depth: number }[] {
  const here = new Set(nodes.map(({ id }) => id))
  const below = new Map<number | null, Node[]>()
  for (const node of nodes) {
    const parent = node.parent != null && here.has(node.parent) && node.parent !== node.id ? node.parent : null
    below.set(parent, [...(below.get(parent) ?? []), node])
  }
  const out: { node: Node; depth: number }[] = []
  const walk = (parent: number | null, depth: number) => {
    for (const node of below.get(parent) ?? []) {
      out.push({ node, depth })
      walk(node.id, depth + 1)
    }
  }
  walk(null, 0)
  return out
}
