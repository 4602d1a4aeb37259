/** 撤销 and 重做, from wherever they are asked: one after the other, each on what the one before has left. */

import { ask } from '@/api/call'
import { actions, said } from '@/wording/shared'
import { saidDone, saidNote } from './asking'

let last: Promise<void> = Promise.resolve()

function after(act: () => Promise<void>): Promise<void> {
  const turn = last.then(act)
  last = turn.catch(() => undefined)
  return turn
}

/** Takes the newest change back. */
export function undo(): Promise<void> {
  return after(async () => {
    if (!(await ask('history.next')).undo) return saidNote(actions.nothingToUndo)
    const { name } = await ask('history.undo')
    saidDone(said.undone(name))
  })
}

/** Does the change that was taken back last once more. */
export function redo(): Promise<void> {
  return after(async () => {
    if (!(await ask('history.next')).redo) return saidNote(actions.nothingToRedo)
    const { name } = await ask('history.redo')
    saidDone(said.redone(name), name)
  })
}
