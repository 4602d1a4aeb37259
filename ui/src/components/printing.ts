/** A paper that is made and opened where it can be printed. */

import { work, type Args } from '@/api/call'
import { shell } from '@/api/shell'
import { printing as words } from '@/wording/shared'
import { statistics } from '@/wording/statistics'
import { saidDone, saidWarning } from './asking'

export async function printPaper(form: string, request: Args<'papers.export'>['paper']['request']): Promise<void> {
  const made = await work('papers.export', { paper: { form, request }, formats: ['pdf'] }, words.making)
  const file = made.files[0]
  if (!file) return
  await shell().print(file.id)
  saidDone(words.made)
  for (const { name, characters } of made.unprintable) saidWarning(statistics.unprintable(name, characters))
}
