/** Bringing the office back, from wherever it is asked. */

import { work } from '@/api/call'
import { officeChanged } from '@/api/office'
import { shell, type FileHandle } from '@/api/shell'
import { confirm, saidDone } from '@/components/asking'
import { backup as words } from '@/wording/backup'

/** Asks, restores, begins anew. `text` says what the office becomes. */
async function restore(file: FileHandle, text: string): Promise<boolean> {
  const { title, lines, action } = words.restore
  if (!(await confirm({ title, text, lines, action, careful: true }))) return false
  await work('office.restore', { file: file.id }, words.restore.working)
  await officeChanged()
  saidDone(words.restore.done)
  return true
}

/** From a backup that is listed. */
export function restoreBackup(file: FileHandle, madeAt: string): Promise<boolean> {
  return restore(file, words.restore.text(madeAt))
}

/** From a file that the clerk chooses. */
export async function restoreOther(): Promise<boolean> {
  const file = await shell().pickFile({ purpose: words.list.pick, extensions: ['db'] })
  return file !== null && restore(file, words.restore.textFile(file.name))
}
