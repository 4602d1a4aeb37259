/** What the clerk has typed and not saved: asked about before a room, a form or the program is left. */

import { onScopeDispose } from 'vue'
import { asking } from '@/wording/shared'
import { confirm } from './asking'

const open = new Set<() => boolean>()

/** While the scope stands, `isDirty` is asked before anything that would lose what was typed. */
export function useUnsaved(isDirty: () => boolean): void {
  open.add(isDirty)
  onScopeDispose(() => open.delete(isDirty))
}

export function isAnythingUnsaved(): boolean {
  return [...open].some((isDirty) => isDirty())
}

/** True when what was typed may be lost. */
export function mayLose(): Promise<boolean> {
  return confirm({ title: asking.unsavedTitle, text: asking.unsaved, action: asking.throwAway, refuse: asking.keepEditing, careful: true })
}
